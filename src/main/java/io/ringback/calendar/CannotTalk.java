package io.ringback.calendar;

import java.time.Instant;
import java.util.Optional;

/** Times at which somebody cannot talk, for whatever reason. */
@FunctionalInterface
public interface CannotTalk {

    /** When the one ends in which {@code moment} lies; empty if they can talk then. */
    Optional<Instant> endAfter(Instant moment);
}
