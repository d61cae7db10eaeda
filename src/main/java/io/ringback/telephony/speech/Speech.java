package io.ringback.telephony.speech;

import java.util.Locale;
import java.util.Optional;

/** A speech engine. */
@FunctionalInterface
public interface Speech {

    /**
     * Says {@code text}. Takes a fraction of a second, and never more than a few.
     *
     * @param text what is said, as people write; names in it come from people, so nothing in it is a command to the engine
     * @param language of the text
     * @return linear samples at 8 kHz, one channel; empty if it cannot be said here now, and a neutral recording must do
     */
    Optional<short[]> speak(String text, Locale language);
}
