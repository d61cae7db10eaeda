package io.ringback.telephony.watching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callees are watched for at the switch.
 *
 * @param event the package that the switch offers: {@code reg}, {@code presence} or {@code dialog}; empty: nobody is watched
 * @param most people who are watched at once
 * @param every how often it is looked for whom to watch
 * @param expires for how long a subscription is asked for; it is refreshed before
 */
@ConfigurationProperties("ringback.callee-seen.watch")
record WatchingProperties(
        @DefaultValue("") String event,
        @DefaultValue("200") int most,
        @DefaultValue("15s") Duration every,
        @DefaultValue("1h") Duration expires) {

    WatchingProperties {
        if (most < 1 || most > 10_000) {
            throw new IllegalArgumentException("ringback.callee-seen.watch.most is " + most + ": write 1 to 10000.");
        }
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException("ringback.callee-seen.watch.every is longer than nothing: 15s.");
        }
        if (expires.toMinutes() < 1 || expires.toDays() > 1) {
            throw new IllegalArgumentException("ringback.callee-seen.watch.expires is from 1m to 24h: 1h.");
        }
    }

    /** The package by its name. */
    WatchedEvent watched() {
        for (WatchedEvent one : WatchedEvent.values()) {
            if (one.word().equals(event.strip())) {
                return one;
            }
        }
        throw new IllegalArgumentException("ringback.callee-seen.watch.event is \"" + event
                + "\": write reg, presence or dialog, as the switch offers it, or nothing to watch nobody.");
    }
}
