package io.ringback.inbox;

import java.time.Duration;

/**
 * The pauses between tries of something that fails: each twice as long as the one before.
 *
 * @param first after the first failure
 * @param longest none is longer
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 20;

    /**
     * The pause after a failure.
     *
     * @param failures how many there have been in a row, from 1
     */
    public Duration after(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** The pause after the try that came after {@code pause} and failed too. */
    public Duration longerThan(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) > 0 ? longest : twice;
    }
}
