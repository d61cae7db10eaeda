package io.ringback.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When somebody is busy, and no more: neither with what nor with whom. After the time until which it is known, nobody knows.
 *
 * @param busy in their order, apart from each other
 * @param until until when it is known
 */
public record BusyTimes(List<Busy> busy, Instant until) implements CannotTalk {

    /** There is no end that anybody knows. */
    private static final Instant UNKNOWN = Instant.MAX;

    /**
     * One stretch of time.
     *
     * @param from its first moment
     * @param until the first moment after it
     */
    public record Busy(Instant from, Instant until) {

        public Busy {
            if (!from.isBefore(until)) {
                throw new IllegalArgumentException("Nobody is busy from " + from + " until " + until + ".");
            }
        }

        private static Busy parse(String text) {
            String[] ends = text.split("/");
            return new Busy(at(ends[0]), at(ends[1]));
        }

        private static Instant at(String seconds) {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }

        private String text() {
            return from.getEpochSecond() + "/" + until.getEpochSecond();
        }
    }

    public BusyTimes {
        busy = List.copyOf(busy);
    }

    /** Of stretches that may overlap, and lie anywhere. */
    static BusyTimes of(List<Busy> stretches, Instant from, Instant until) {
        List<Busy> apart = new ArrayList<>();
        stretches.stream()
                .filter(one -> one.from().isBefore(until) && one.until().isAfter(from))
                .sorted(Comparator.comparing(Busy::from))
                .forEach(one -> {
                    Busy last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
                    if (last == null || last.until().isBefore(one.from())) {
                        apart.add(one);
                    } else if (last.until().isBefore(one.until())) {
                        apart.set(apart.size() - 1, new Busy(last.from(), one.until()));
                    }
                });
        return new BusyTimes(apart, until);
    }

    /** As {@link #text} wrote it. */
    static BusyTimes parse(String text, Instant until) {
        return new BusyTimes(
                Arrays.stream(text.split(" "))
                        .filter(one -> !one.isEmpty())
                        .map(Busy::parse)
                        .toList(),
                until);
    }

    String text() {
        return busy.stream().map(Busy::text).collect(Collectors.joining(" "));
    }

    @Override
    public Optional<Instant> endAfter(Instant moment) {
        if (!moment.isBefore(until)) {
            return Optional.of(UNKNOWN);
        }
        return busy.stream()
                .filter(one -> !one.from().isAfter(moment) && one.until().isAfter(moment))
                .map(Busy::until)
                .findFirst();
    }
}
