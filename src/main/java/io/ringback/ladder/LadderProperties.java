package io.ringback.ladder;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The ladders of cases.
 *
 * @param keep for how long messages are kept; 0 to note none
 * @param unmaskedGroups who may see addresses in them, and download them
 * @param hep where they are sent too, as {@code host:port} of a Homer or sngrep; empty for nowhere
 */
@ConfigurationProperties("ringback.ladder")
public record LadderProperties(
        @DefaultValue("24h") Duration keep,
        @DefaultValue("camunda-admin") Set<String> unmaskedGroups,
        @DefaultValue("") String hep) {

    /** Addresses of people who are not in the directory are kept for no longer (ringback.keep.strangers). */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration SHORTEST = Duration.ofHours(1);

    public LadderProperties {
        unmaskedGroups = Set.copyOf(unmaskedGroups);
        if (!keep.isZero() && (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("ringback.ladder.keep is " + keep
                    + ". Write 1h to 24h, as messages hold the addresses of strangers too, or 0 to keep none.");
        }
        if (!hep.isEmpty() && !hep.matches("\\S+:[0-9]{1,5}")) {
            throw new IllegalArgumentException(
                    "ringback.ladder.hep is " + hep + ". Write the host and port of a Homer, as 192.0.2.7:9060.");
        }
    }

    /** Whether messages are noted at all. */
    public boolean isOn() {
        return !keep.isZero();
    }
}
