package io.ringback.conversation;

import io.ringback.conversation.TimeRefused.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A time in the words of somebody, before it is known on whose clock and since when: "in 10 minutes", "at three". Without "in the
 * morning" or the like, three is both 3:00 and 15:00.
 *
 * @param in how long after it was said; empty if it is a time of day
 * @param at the times of day that it may be; empty if it is none
 */
public record SpokenTime(Optional<Duration> in, Set<LocalTime> at) {

    private static final String IN = "in ";
    private static final String AT = "at ";

    public SpokenTime {
        at = Set.copyOf(at);
        if (in.isPresent() != at.isEmpty()) {
            throw new IllegalArgumentException("It is in a while or at a time.");
        }
    }

    static SpokenTime in(Duration length) {
        return new SpokenTime(Optional.of(length), Set.of());
    }

    static SpokenTime at(LocalTime... times) {
        return new SpokenTime(Optional.empty(), Set.copyOf(List.of(times)));
    }

    /** As {@link #toString} wrote it. */
    public static SpokenTime parse(String text) {
        return text.startsWith(IN)
                ? in(Duration.parse(text.substring(IN.length())))
                : at(Arrays.stream(text.substring(AT.length()).split(" "))
                        .map(LocalTime::parse)
                        .toArray(LocalTime[]::new));
    }

    /**
     * When that is.
     *
     * @param said when it was said
     * @param zone of the clock of who said it
     * @param within how far off it may be
     * @param today how far off a length may be, or a time of day that is still today: of others nobody has said a day
     * @throws TimeRefused if nobody can be called then, or if it may be one of two times
     */
    Instant next(Instant said, ZoneId zone, Duration within, Duration today) {
        try {
            return next(said, zone, within);
        } catch (TimeRefused notThen) {
            if (notThen.why() != Why.NOT_SOON || today.compareTo(within) <= 0) {
                throw notThen;
            }
            Instant midnight = LocalDate.ofInstant(said, zone)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            Duration left = Duration.between(said, midnight).minusSeconds(1);
            return next(said, zone, in.isPresent() || left.compareTo(today) > 0 ? today : left);
        }
    }

    private Instant next(Instant said, ZoneId zone, Duration within) {
        if (in.isPresent()) {
            if (in.get().compareTo(within) > 0) {
                throw new TimeRefused(Why.NOT_SOON);
            }
            return said.plus(in.get());
        }
        Set<Instant> next = new TreeSet<>();
        TimeRefused refused = new TimeRefused(Why.NOT_SOON);
        for (LocalTime time : at) {
            try {
                next.add(TimeOfDay.next(time, said, zone, within));
            } catch (TimeRefused notThen) {
                refused = notThen.why() == Why.LEFT_OUT ? notThen : refused;
            }
        }
        if (next.size() > 1) {
            throw new TimeRefused(Why.NOT_UNDERSTOOD);
        }
        if (next.isEmpty()) {
            throw refused;
        }
        return next.iterator().next();
    }

    @Override
    public String toString() {
        return in.map(length -> IN + length)
                .orElseGet(
                        () -> AT + at.stream().sorted().map(LocalTime::toString).collect(Collectors.joining(" ")));
    }
}
