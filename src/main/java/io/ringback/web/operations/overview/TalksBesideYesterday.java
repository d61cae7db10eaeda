package io.ringback.web.operations.overview;

import java.time.Duration;

/**
 * How long it took from the failed call until the two talked, beside the day before.
 *
 * @param now how many talked for the first time in the last 24 hours
 * @param median half of them within this time
 * @param before how many in the 24 hours before
 * @param medianBefore half of them within this time
 */
public record TalksBesideYesterday(long now, Duration median, long before, Duration medianBefore) {

    /** Fewer than these on either day say nothing. */
    private static final int ENOUGH = 10;

    private static final int TIMES = 4;

    /** LOOK if it takes four times as long as the day before. */
    public Sign sign() {
        boolean enough = now >= ENOUGH && before >= ENOUGH;
        return enough && median.compareTo(medianBefore.multipliedBy(TIMES)) > 0 ? Sign.LOOK : Sign.FINE;
    }

    /** Beside the figure of now. */
    public String words() {
        if (now == 0) {
            return "nobody was connected in 24 hours";
        }
        String talks = now == 1 ? "one talk in 24 hours" : "half of " + now + " talks in 24 hours";
        if (before == 0) {
            return talks;
        }
        return talks + "; " + medianBefore.toMinutes() + " the day before"
                + (sign() == Sign.FINE ? "" : ": far later now");
    }
}
