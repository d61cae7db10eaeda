package io.ringback.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most messages, each limit for a window that ends now. It is written as {@code 6/20}, within 60 minutes and within 24 hours, or with
 * windows: {@code 1 in PT10M and 6 in PT1H}.
 *
 * @param limits all of them count; without any there is no cap
 */
public record Cap(List<Limit> limits) {

    /** No cap at all. */
    public static final Cap NONE = new Cap(List.of());

    /** How to write one, for people. */
    public static final String WRITTEN_AS =
            "the most an hour and the most a day, each at least 1, such as 6/20, or windows of at"
                    + " most a day, such as 1 in PT10M and 6 in PT1H";

    /** How a decision table says that it holds back nothing which the settings let through. */
    private static final String CEILING = "ceiling";

    /** Of no more than that anything is counted. */
    static final Duration LONGEST_WINDOW = Duration.ofDays(1);

    private static final Duration HOUR = Duration.ofHours(1);

    private static final Pattern HOUR_AND_DAY = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");
    private static final Pattern IN_WINDOW = Pattern.compile("([0-9]{1,9}) in (\\S+)");

    public Cap {
        limits = List.copyOf(limits);
    }

    /**
     * The most messages within a window.
     *
     * @param most at least 1
     * @param window at most a day, as no more is counted
     */
    public record Limit(int most, Duration window) {

        private boolean isPossible() {
            return most > 0 && window.compareTo(Duration.ZERO) > 0 && window.compareTo(LONGEST_WINDOW) <= 0;
        }

        /** Whether whatever {@code other} holds back is held back by this one, and as long. */
        boolean covers(Limit other) {
            return most <= other.most && window.compareTo(other.window) >= 0;
        }
    }

    /**
     * Reads a setting: a cap or {@code none}.
     *
     * @throws IllegalArgumentException if it is neither, or holds everything back for ever
     */
    public static Cap valueOf(String written) {
        if (written.strip().equals("none")) {
            return NONE;
        }
        return read(written)
                .orElseThrow(() -> new IllegalArgumentException(
                        "One of ringback.caps is \"" + written + "\". Write " + WRITTEN_AS + ", or none."));
    }

    /** Reads the cell of a decision table: a cap or {@code ceiling}; empty if it is neither. */
    public static Optional<Cap> ofTable(Object cell) {
        return cell instanceof String written
                ? written.equals(CEILING) ? Optional.of(NONE) : read(written)
                : Optional.empty();
    }

    private static Optional<Cap> read(String written) {
        Matcher both = HOUR_AND_DAY.matcher(written.strip());
        List<Optional<Limit>> limits = both.matches()
                ? List.of(limit(both.group(1), HOUR), limit(both.group(2), LONGEST_WINDOW))
                : Arrays.stream(written.strip().split(" and ", -1))
                        .map(Cap::inWindow)
                        .toList();
        return limits.stream().allMatch(Optional::isPresent)
                ? Optional.of(new Cap(limits.stream().flatMap(Optional::stream).toList()))
                : Optional.empty();
    }

    private static Optional<Limit> inWindow(String written) {
        Matcher matcher = IN_WINDOW.matcher(written);
        try {
            return matcher.matches() ? limit(matcher.group(1), Duration.parse(matcher.group(2))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Limit> limit(String most, Duration window) {
        return Optional.of(new Limit(Integer.parseInt(most), window)).filter(Limit::isPossible);
    }
}
