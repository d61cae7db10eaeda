package io.ringback.web.bench;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many replays go on at the same time on each node. Each takes a thread, and a connection to the database.
 *
 * @param atOnce of all analysts together
 * @param each of one analyst
 */
@ConfigurationProperties("ringback.bench.replays")
record ReplayProperties(
        @DefaultValue("2") int atOnce, @DefaultValue("1") int each) {

    private static final int MOST = 8;

    ReplayProperties {
        if (each < 1 || each > atOnce || atOnce > MOST) {
            throw new IllegalArgumentException("ringback.bench.replays.each is " + each
                    + " and ringback.bench.replays.at-once is " + atOnce + ". Set the second to 1 to " + MOST
                    + ", and the first to no more than that.");
        }
    }
}
