package io.ringback.conversation;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * At what times callees may want to be called. About one that is soon the caller is not asked; about any other they are.
 *
 * @param within how far off at most a time is soon, from now on; zero: none is
 * @param offered what is offered besides a time of one's own, each from now on; what is farther off than {@code within} is not
 * @param askedWithin how far off at most a time may be about which the caller is asked, from now on; zero: about none
 * @param offeredAt the times of day that are offered of those
 */
@ConfigurationProperties("ringback.call-later")
public record LaterProperties(
        @DefaultValue("0") Duration within,
        @DefaultValue({"10m", "20m", "30m"}) List<Duration> offered,
        @DefaultValue("0") Duration askedWithin,
        @DefaultValue({"09:00", "18:00"}) List<LocalTime> offeredAt) {

    /** Farther off than this, a caller has to be asked. */
    private static final Duration SOON = Duration.ofHours(1);

    /** Farther off than this, nobody knows yet whether it suits them. */
    private static final Duration FARTHEST = Duration.ofDays(2);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public LaterProperties {
        if (within.isNegative() || within.compareTo(SOON) > 0) {
            throw new IllegalArgumentException("ringback.call-later.within is " + within
                    + ". Write a time of up to 60m: who called is not asked whether it suits them. Of later ones they are:"
                    + " set ringback.call-later.asked-within.");
        }
        if (offered.stream().anyMatch(one -> one.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException("ringback.call-later.offered is " + offered
                    + ". Write times of a minute or more, such as 10m,30m.");
        }
        if (askedWithin.isNegative() || askedWithin.compareTo(FARTHEST) > 0) {
            throw new IllegalArgumentException("ringback.call-later.asked-within is " + askedWithin
                    + ". Write a time of up to 2d, or 0 if callers are not to be asked.");
        }
        offered = List.copyOf(offered);
        offeredAt = List.copyOf(offeredAt);
    }

    boolean on() {
        return !within.isZero() || !askedWithin.isZero();
    }

    /** Whether a time that is so far off needs no question to the caller. */
    boolean isSoon(Duration until) {
        return until.compareTo(within) <= 0;
    }

    /** @param asking whether the caller can be asked */
    Duration farthest(boolean asking) {
        return asking && askedWithin.compareTo(within) > 0 ? askedWithin : within;
    }
}
