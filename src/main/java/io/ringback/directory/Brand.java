package io.ringback.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Under which name and in which words a person is served, such as a reseller's. Beside a language it goes wherever that goes: as
 * the private part of the BCP 47 tag (RFC 5646 section 2.2.7), {@code de-x-acme}.
 *
 * @param word lower case letters and digits, in up to three parts of at most 8, joined by hyphens
 */
public record Brand(String word) {

    /** Subtags are of at most 8 (RFC 5646 section 2.1), and "lvariant" is one of Java's own. */
    private static final Pattern WORD =
            Pattern.compile("(?!default$)(?!(?:.*-)?lvariant)[a-z][a-z0-9]{0,7}(?:-[a-z0-9]{1,8}){0,2}");

    private static final char PRIVATE_USE = 'x';

    /** @throws IllegalArgumentException if it is no such word; says what is */
    public Brand {
        if (!isWord(word)) {
            throw new IllegalArgumentException(
                    "must be a word of lower case letters and digits, in up to three parts of at"
                            + " most 8 characters joined by hyphens, such as acme or acme-north, and not \"default\"");
        }
    }

    /** Whether {@code text} can be one. */
    public static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /** The brand that {@code reader} carries beside the language; empty if none. */
    public static Optional<Brand> of(Locale reader) {
        return Optional.ofNullable(reader.getExtension(PRIVATE_USE))
                .filter(Brand::isWord)
                .map(Brand::new);
    }

    /** The language that {@code reader} carries, without brand. */
    public static Locale language(Locale reader) {
        return reader.stripExtensions();
    }

    /** {@code language} in the words of this brand. */
    public Locale in(Locale language) {
        return Locale.forLanguageTag(language(language).toLanguageTag() + "-" + PRIVATE_USE + "-" + word);
    }
}
