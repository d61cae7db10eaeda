package io.ringback.web.operations.overview;

/**
 * How much came in the last hour, beside the same hour yesterday.
 *
 * @param now in the last hour
 * @param yesterday in the hour that ended a day ago
 */
public record HourBesideYesterday(long now, long yesterday) {

    /** Fewer than these in both hours say nothing. */
    private static final int ENOUGH = 20;

    private static final int TIMES = 4;

    /** LOOK if it is a fourth of yesterday's, or four times as much. */
    public Sign sign() {
        long most = Math.max(now, yesterday);
        long least = Math.min(now, yesterday);
        return most >= ENOUGH && most > TIMES * least ? Sign.LOOK : Sign.FINE;
    }

    /** Beside the figure of now. */
    public String words() {
        String compared = "%d in the same hour yesterday".formatted(yesterday);
        if (sign() == Sign.FINE) {
            return compared;
        }
        return compared + (now < yesterday ? ": far fewer now" : ": far more now");
    }
}
