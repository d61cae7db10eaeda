package io.ringback.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The times at which the callee may want to be called.
 *
 * @param offers to choose from, none of them in the callee's quiet hours
 * @param until no time after this one may be named
 * @param named what they have named, if that is still to come
 */
public record Later(List<Offer> offers, Instant until, Optional<Instant> named) {

    public Later {
        offers = List.copyOf(offers);
    }

    /**
     * One of them.
     *
     * @param minutes from now on
     * @param at when that is
     */
    public record Offer(long minutes, Instant at) {}
}
