package io.ringback.wording;

import java.util.Arrays;
import java.util.Optional;

/** What texts are for. Each kind is a file of its own, built in as {@code messages/NAME.properties} and on disk as {@code NAME.properties}. */
public enum TextsOf {
    /** Mails; the pages share what is said about an attempt, and how times are written. */
    LETTERS("letters"),
    /** Pages that a link in a message opens. */
    PAGES("pages"),
    /** SMS, MMS and instant messages. */
    SHORT_MESSAGES("texts"),
    /** What is spoken by telephone. */
    VOICE("voice"),
    /** What a text-only telephone shows while people are connected. */
    CONNECTIONS("connections"),
    /** What is spoken while people are connected. */
    ANNOUNCEMENTS("announcements");

    static final String SUFFIX = ".properties";

    private final String word;

    TextsOf(String word) {
        this.word = word;
    }

    /** The name of the file. */
    public String file() {
        return word + SUFFIX;
    }

    String word() {
        return word;
    }

    static Optional<TextsOf> in(String file) {
        return Arrays.stream(values())
                .filter(texts -> texts.file().equals(file))
                .findFirst();
    }
}
