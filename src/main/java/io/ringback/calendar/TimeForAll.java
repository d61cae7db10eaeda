package io.ringback.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The first time at which all can talk: at a full quarter of an hour, as people make appointments, and for as long. */
public final class TimeForAll {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private TimeForAll() {}

    /**
     * The first one.
     *
     * @param earliest no time before it
     * @param latest no time after it
     * @param times when one or the other cannot
     */
    public static Optional<Instant> first(Instant earliest, Instant latest, List<CannotTalk> times) {
        Instant at = quarter(earliest);
        while (!at.isAfter(latest)) {
            Optional<Instant> end = hindrance(at, times);
            if (end.isEmpty()) {
                return Optional.of(at);
            }
            if (end.get().isAfter(latest)) {
                return Optional.empty();
            }
            at = quarter(end.get());
        }
        return Optional.empty();
    }

    /** When the first thing ends that somebody cannot talk for within a quarter of an hour. */
    private static Optional<Instant> hindrance(Instant at, List<CannotTalk> times) {
        return LongStream.range(0, QUARTER.toMinutes())
                .mapToObj(minute -> at.plus(Duration.ofMinutes(minute)))
                .flatMap(moment -> times.stream().flatMap(one -> one.endAfter(moment).stream()))
                .findFirst();
    }

    /** The next full quarter, unless it is one. */
    private static Instant quarter(Instant at) {
        long seconds = QUARTER.toSeconds();
        long begun = Math.floorDiv(at.getEpochSecond(), seconds) * seconds;
        Instant full = Instant.ofEpochSecond(begun);
        return full.equals(at) ? at : full.plus(QUARTER);
    }
}
