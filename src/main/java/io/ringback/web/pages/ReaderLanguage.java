package io.ringback.web.pages;

import io.ringback.wording.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a page: that of the person it is for; as long as nobody knows who reads, the first one of the
 * browser's that Ringback writes.
 */
final class ReaderLanguage implements LocaleResolver {

    private static final String ATTRIBUTE = ReaderLanguage.class.getName();
    private static final List<Locale> WRITTEN = List.of(Locale.ENGLISH, Locale.forLanguageTag("sv"));

    /** From here on, this request is answered in the language of the person. */
    static void set(HttpServletRequest request, Locale language) {
        request.setAttribute(ATTRIBUTE, Wording.language(language));
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Locale known) {
            return known;
        }
        String wanted = request.getHeader("Accept-Language");
        if (wanted == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(wanted), WRITTEN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }

    @Override
    public void setLocale(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        throw new UnsupportedOperationException("The language of a page is the reader's and not set by a request.");
    }
}
