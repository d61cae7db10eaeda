package io.ringback.web.operations.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of sentences, {@code sentences.properties}. */
final class SentenceTable {

    private static final String TABLE = "sentences.properties";
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final String NOTHING_KNOWN = "not known";

    private final Properties table = new Properties();

    SentenceTable() {
        try (InputStream in = SentenceTable.class.getResourceAsStream(TABLE)) {
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The table of sentences cannot be read.", e);
        }
    }

    /** The sentence of the first key that is in the table, with its places filled in; empty if none is. */
    Optional<String> first(Stream<String> keys, Map<String, String> values) {
        return keys.map(table::getProperty)
                .filter(sentence -> sentence != null)
                .findFirst()
                .map(sentence -> begun(fill(sentence, values)));
    }

    /** The words of one key, which begin no sentence; the end of the key if it is not in the table. */
    String words(String group, String key, Map<String, String> values) {
        return fill(table.getProperty(group + "." + key, key), values);
    }

    private static String fill(String sentence, Map<String, String> values) {
        return PLACE.matcher(sentence)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), NOTHING_KNOWN)));
    }

    private static String begun(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ENGLISH) + sentence.substring(1);
    }
}
