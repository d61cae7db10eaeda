package io.ringback.telephony.announcement;

import java.util.Locale;
import java.util.Optional;

/** Recordings of others, which are played before the server's own. */
@FunctionalInterface
public interface Recordings {

    /**
     * A recording by its name, such as {@code calling-caller}.
     *
     * @param asked the language, and perhaps more in its private part (RFC 5646 section 2.2.7)
     * @return its samples, 8,000 in a second; the same array as long as it is the same recording; empty if there is none
     */
    Optional<short[]> recording(String name, Locale asked);
}
