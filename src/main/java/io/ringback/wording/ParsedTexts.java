package io.ringback.wording;

import io.ringback.directory.Brand;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of an edition, each looked up and parsed once for a language and a brand. Which language somebody gets depends on every text
 * that is there in it, so to find that out anew for each text of a letter would cost more than the letter.
 */
final class ParsedTexts {

    /** Browsers may ask for any language; what is beyond that is found out each time. */
    private static final int MOST_KNOWN = 5_000;

    private record Wanted(TextsOf of, Locale language, Optional<Brand> brand) {}

    private record Text(String key, Locale language, Optional<Brand> brand, List<TextsOf> of) {}

    private final Edition edition;
    private final Map<Wanted, Locale> languages = new ConcurrentHashMap<>();
    private final Map<Text, Optional<MessageFormat>> texts = new ConcurrentHashMap<>();

    ParsedTexts(Edition edition) {
        this.edition = edition;
    }

    /** As {@link Edition#written}. */
    Locale written(TextsOf of, Locale language, Optional<Brand> brand) {
        Wanted wanted = new Wanted(of, language, brand);
        Locale known = languages.get(wanted);
        if (known == null) {
            known = edition.written(of, language, brand);
            if (languages.size() < MOST_KNOWN) {
                languages.put(wanted, known);
            }
        }
        return known;
    }

    /**
     * A text for who wants {@code language}.
     *
     * @param of where to look, the first first; the language is that in which those are written
     * @return the caller's own: it must not be used by two at once
     */
    Optional<MessageFormat> find(String key, Locale language, Optional<Brand> brand, List<TextsOf> of) {
        Text text = new Text(key, written(of.get(0), language, brand), brand, of);
        Optional<MessageFormat> known = texts.get(text);
        if (known == null) {
            known = parse(text);
            if (texts.size() < MOST_KNOWN) {
                texts.put(text, known);
            }
        }
        return known.map(format -> (MessageFormat) format.clone());
    }

    private Optional<MessageFormat> parse(Text text) {
        return text.of().stream()
                .flatMap(of -> edition.text(of, text.key(), text.language(), text.brand()).stream())
                .findFirst()
                .map(pattern -> new MessageFormat(pattern, text.language()));
    }
}
