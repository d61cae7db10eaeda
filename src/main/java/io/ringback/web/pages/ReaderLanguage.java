package io.ringback.web.pages;

import io.ringback.wording.TextsOf;
import io.ringback.wording.WordingInForce;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a page, with the brand: those of the person it is for; as long as nobody knows who reads, the first language of
 * the browser's that Ringback writes, and the installation's brand.
 */
final class ReaderLanguage implements LocaleResolver {

    private static final String ATTRIBUTE = ReaderLanguage.class.getName();

    private final WordingInForce wording;

    ReaderLanguage(WordingInForce wording) {
        this.wording = wording;
    }

    /** From here on, this request is answered as {@code reader}, a language with a brand, is served. */
    static void set(HttpServletRequest request, Locale reader) {
        request.setAttribute(ATTRIBUTE, reader);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Locale known) {
            return wording.written(TextsOf.PAGES, known);
        }
        return wording.written(TextsOf.PAGES, wanted(request.getHeader("Accept-Language")));
    }

    private Locale wanted(String languages) {
        try {
            return (languages == null ? List.<Locale.LanguageRange>of() : Locale.LanguageRange.parse(languages))
                    .stream()
                            .map(range ->
                                    Locale.forLanguageTag(range.getRange()).stripExtensions())
                            .filter(language -> language.getLanguage()
                                    .equals(wording.language(TextsOf.PAGES, language)
                                            .getLanguage()))
                            .findFirst()
                            .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    @Override
    public void setLocale(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        throw new UnsupportedOperationException("The language of a page is the reader's and not set by a request.");
    }
}
