package io.ringback.protocol.mscml;

import java.time.Duration;
import java.util.Optional;

/**
 * How often and how long the audio of a {@code prompt} is played (RFC 5022 section 6).
 *
 * @param repeat how many times all of it is played; 0 for not at all, {@link #FOREVER} until something else ends it
 * @param delay the silence before each repetition
 * @param duration after how long the playing ends at the latest; empty if only the audio says
 * @param stopOnError whether audio that cannot be played fails the request; it is left out otherwise
 */
public record Playback(int repeat, Duration delay, Optional<Duration> duration, boolean stopOnError) {

    /** The RFC's {@code infinite}. */
    public static final int FOREVER = Integer.MAX_VALUE;

    /** What holds where nothing is said. */
    public static final Playback ONCE = new Playback(1, Duration.ZERO, Optional.empty(), false);
}
