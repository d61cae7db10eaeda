package io.ringback.wording;

import io.ringback.directory.Medium;

/** How people are spoken to, the same in letters and on pages: names, the word for an attempt. */
public final class Wording {

    private Wording() {}

    /**
     * A name or label as it may stand in a sentence or a subject: control characters, line ends and marks that turn the
     * direction of writing become spaces, as with them a name could forge a header or disguise what follows it.
     */
    public static String name(String given) {
        return given.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    }

    /** Which of the texts about an attempt fits: {@code conference}, {@code call}, {@code mail} or {@code message}. */
    public static String attempt(Medium medium, boolean conference) {
        if (conference) {
            return "conference";
        }
        return switch (medium) {
            case VOICE -> "call";
            case EMAIL -> "mail";
            case SMS, MMS, INSTANT_MESSAGE -> "message";
        };
    }
}
