package io.ringback.conversation;

import io.ringback.cases.TimeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The times at which the callee may want to be called.
 *
 * @param offers to choose from, none of them in the callee's quiet hours
 * @param notSoon to choose from too; about these the caller is asked
 * @param asking whether the caller is asked about a time that is not soon; if not, none may be named
 * @param soon how far off a time may be about which they are not
 * @param until no time after this one may be named
 * @param named what they have named, if that is still to come
 * @param answer what the caller says to what they have named; empty if they need not be asked
 * @param forBoth whether a time may be looked for that suits both
 */
public record Later(
        List<Offer> offers,
        List<Instant> notSoon,
        boolean asking,
        Duration soon,
        Instant until,
        Optional<Instant> named,
        Optional<TimeAnswer> answer,
        TimeForBoth forBoth) {

    /** Whether a time may be looked for that suits both, which is done once. */
    public enum TimeForBoth {
        NOT_OFFERED,
        OFFERED,
        /** There was none. */
        NONE_FOUND
    }

    public Later {
        offers = List.copyOf(offers);
        notSoon = List.copyOf(notSoon);
    }

    /** Where none is looked for. */
    public Later(
            List<Offer> offers,
            List<Instant> notSoon,
            boolean asking,
            Duration soon,
            Instant until,
            Optional<Instant> named,
            Optional<TimeAnswer> answer) {
        this(offers, notSoon, asking, soon, until, named, answer, TimeForBoth.NOT_OFFERED);
    }

    /** The same, and whether one may be looked for. */
    public Later with(TimeForBoth other) {
        return new Later(offers, notSoon, asking, soon, until, named, answer, other);
    }

    /** Where the caller is asked about none. */
    public Later(List<Offer> offers, Instant until, Optional<Instant> named) {
        this(offers, List.of(), false, Duration.ZERO, until, named, Optional.empty());
    }

    /**
     * One of them.
     *
     * @param minutes from now on
     * @param at when that is
     */
    public record Offer(long minutes, Instant at) {}
}
