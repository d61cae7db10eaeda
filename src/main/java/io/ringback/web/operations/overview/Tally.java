package io.ringback.web.operations.overview;

import io.ringback.directory.Medium;
import io.ringback.web.words.PlainWords;

/**
 * What became of the messages of one medium that were written in the last hour.
 *
 * @param medium by which they go
 * @param delivered handed over to the medium's server
 * @param failed given up
 * @param waiting not left yet
 */
public record Tally(Medium medium, long delivered, long failed, long waiting) {

    /** Mailboxes that are gone and the like: they fail on the best of days. */
    private static final int ONE_IN_FIFTY = 50;

    private static final int ONE_IN_TEN = 10;

    /** Fewer than these are no more than unlucky. */
    private static final int SEVERAL = 5;

    /** The medium as pages call it. */
    public String by() {
        return PlainWords.OF_OPERATORS.of(medium);
    }

    /** LOOK if more than one in fifty failed, ACT if it is more than one in ten, and several. */
    public Sign sign() {
        if (failed * ONE_IN_FIFTY <= delivered + failed) {
            return Sign.FINE;
        }
        return failed >= SEVERAL && failed * ONE_IN_TEN > delivered + failed ? Sign.ACT : Sign.LOOK;
    }
}
