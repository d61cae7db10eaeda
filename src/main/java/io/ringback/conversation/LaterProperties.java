package io.ringback.conversation;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * At what times callees may want to be called. The caller is not asked whether that suits, so it has to be soon.
 *
 * @param within how far off at most, from now on; zero: no times are offered
 * @param offered what is offered besides a time of one's own, each from now on; what is farther off than {@code within} is not
 */
@ConfigurationProperties("ringback.call-later")
public record LaterProperties(
        @DefaultValue("0") Duration within,
        @DefaultValue({"10m", "20m", "30m"}) List<Duration> offered) {

    /** Farther off than this, a caller would have to be asked. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public LaterProperties {
        if (within.isNegative() || within.compareTo(SOON) > 0) {
            throw new IllegalArgumentException("ringback.call-later.within is " + within
                    + ". Write a time of up to 60m: who called is not asked whether a later one suits.");
        }
        if (offered.stream().anyMatch(one -> one.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException("ringback.call-later.offered is " + offered
                    + ". Write times of a minute or more, such as 10m,30m.");
        }
        offered = List.copyOf(offered);
    }

    boolean on() {
        return !within.isZero();
    }
}
