package io.ringback.engine;

import java.time.Duration;
import java.time.Period;

/** ISO 8601 durations as analysts write them in tables: {@code PT4H}, {@code P2D}, {@code P1W}. */
final class Durations {

    /**
     * Reads a duration of days, hours, minutes and seconds, or of weeks.
     *
     * @throws java.time.format.DateTimeParseException if it is neither; months and years have no fixed length
     */
    static Duration parse(String text) {
        return text.endsWith("W") ? Duration.ofDays(Period.parse(text).getDays()) : Duration.parse(text);
    }

    private Durations() {}
}
