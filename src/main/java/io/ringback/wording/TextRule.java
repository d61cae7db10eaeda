package io.ringback.wording;

import java.util.Locale;

/** What another room demands of a text from disk, before it is put into force. All beans of this type are asked. */
public interface TextRule {

    /** Looks at a text, and notes what is wrong with it. */
    void look(TriedText text, FoundInFile found);

    /**
     * A text from disk.
     *
     * @param of what it is for
     * @param language which one it is in, without brand
     * @param key which one it is
     * @param text as it stands in the file: a pattern of {@link java.text.MessageFormat}
     * @param builtIn what it takes the place of, in the same language if there is one, or else in English; empty if it is spoken
     *     in place of a recording
     */
    record TriedText(TextsOf of, Locale language, String key, String text, String builtIn) {}
}
