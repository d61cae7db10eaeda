package io.ringback.media.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What mail programs and mail servers write of their own, from the files {@code phrases_*.properties} beside this class, one for
 * each language. All languages count at once: a mail does not say in which its program writes.
 */
final class MailPhrases {

    private static final List<String> LANGUAGES =
            List.of("en", "sv", "de", "fr", "es", "pt", "pl", "fi", "no", "da", "others");

    /** Capitals do not matter, and letters are those of all languages. */
    static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final List<Properties> FILES =
            LANGUAGES.stream().map(MailPhrases::load).toList();

    private MailPhrases() {}

    /** One of the phrases {@code key} as whole words: an expression for {@link #ANY_CASE}, to be built into others. */
    static String oneOf(String key) {
        List<String> phrases = new ArrayList<>();
        for (Properties file : FILES) {
            for (String phrase : file.getProperty(key, "").split("\\|")) {
                if (!phrase.isBlank()) {
                    phrases.add(expression(phrase.strip()));
                }
            }
        }
        // The longer first: a shorter phrase may be the beginning of a longer one.
        phrases.sort((one, other) -> other.length() - one.length());
        return phrases.stream().distinct().collect(Collectors.joining("|", "(?:", ")"));
    }

    private static String expression(String phrase) {
        boolean begun = phrase.endsWith("*");
        String words = begun ? phrase.substring(0, phrase.length() - 1) : phrase;
        String quoted = Pattern.quote(words).replace("'", "\\E['’ʼ`]\\Q").replace(" ", "\\E +\\Q");
        boolean blanksBetweenWords = words.codePoints().noneMatch(MailPhrases::isOfScriptWithoutBlanks);
        String before = blanksBetweenWords && startsWithLetter(words) ? "(?<!\\w)" : "";
        String after = blanksBetweenWords && endsWithLetter(words) ? "(?!\\w)" : "";
        return before + quoted + (begun ? "\\w*" : after);
    }

    private static boolean isOfScriptWithoutBlanks(int character) {
        Character.UnicodeScript script = Character.UnicodeScript.of(character);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static boolean startsWithLetter(String words) {
        return Character.isLetterOrDigit(words.codePointAt(0));
    }

    private static boolean endsWithLetter(String words) {
        return Character.isLetterOrDigit(words.codePointBefore(words.length()));
    }

    private static Properties load(String language) {
        Properties phrases = new Properties();
        try (InputStream file = MailPhrases.class.getResourceAsStream("phrases_" + language + ".properties")) {
            if (file == null) {
                throw new IllegalStateException("phrases_" + language + ".properties is missing in the jar.");
            }
            phrases.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("phrases_" + language + ".properties cannot be read.", e);
        }
        return phrases;
    }
}
