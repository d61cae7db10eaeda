package io.ringback.web.operations.find;

import java.sql.Timestamp;
import java.time.Instant;

/** From a time on and before another. */
record Period(Instant from, Instant to) {

    private static final Instant BEGINNING = Instant.parse("1970-01-01T00:00:00Z");

    static final Period EVER = new Period(BEGINNING, Place.FIRST.at());

    /** When it must be, if it is {@code now}. */
    static Period of(Wanted wanted, Instant now) {
        return new Period(
                wanted.since().map(moment -> moment.at(now)).orElse(BEGINNING),
                wanted.until().map(moment -> moment.at(now)).orElse(Place.FIRST.at()));
    }

    Timestamp sqlFrom() {
        return Timestamp.from(from);
    }

    Timestamp sqlTo() {
        return Timestamp.from(to);
    }
}
