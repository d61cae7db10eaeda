package io.ringback.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** For how long a text is worth delivering, as its map says (docs/adapters.md). */
public final class TimeLeft {

    /** What is sent in its last moment may still arrive; many servers count in minutes, and take none for "for ever". */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private TimeLeft() {}

    /** In whole seconds, a minute at least; empty if that is not limited, or the map says nothing that can be read. */
    public static Optional<Duration> of(Map<?, ?> message, Instant now) {
        Object until = message.get("validUntil");
        if (until == null) {
            return Optional.empty();
        }
        try {
            Duration left =
                    Duration.between(now, Instant.parse(until.toString())).truncatedTo(ChronoUnit.SECONDS);
            return Optional.of(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
