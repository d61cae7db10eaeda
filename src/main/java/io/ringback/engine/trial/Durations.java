package io.ringback.engine.trial;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** ISO 8601 durations as analysts write them in tables: {@code PT4H}, {@code P2D}, {@code P1W}. */
public final class Durations {

    /** Nobody waits longer for an answer, and later dates are past what a database can note. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    /**
     * Reads a duration of days, hours, minutes and seconds, or of weeks.
     *
     * @throws java.time.format.DateTimeParseException if it is neither; months and years have no fixed length
     */
    public static Duration parse(String text) {
        return text.endsWith("W") ? Duration.ofDays(Period.parse(text).getDays()) : Duration.parse(text);
    }

    /** Whether it can be read, is longer than nothing and not longer than ten years. */
    static boolean isUsable(String text) {
        try {
            Duration duration = parse(text);
            return !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private Durations() {}
}
