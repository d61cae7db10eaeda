package io.ringback.telephony.switchcheck;

import java.time.Duration;

/**
 * What a synthetic call came to.
 *
 * @param detail what to look at; empty if it came all the way. Holds no address but those of the test accounts
 * @param took from the call that failed until the two heard each other; zero if they did not
 */
record SyntheticFinding(SyntheticOutcome outcome, String detail, Duration took) {

    /** Says that it ended before that, and why. */
    static final class Short extends RuntimeException {

        private final transient SyntheticFinding finding;

        Short(SyntheticOutcome outcome, String detail) {
            super(detail);
            this.finding = new SyntheticFinding(outcome, detail, Duration.ZERO);
        }

        SyntheticFinding finding() {
            return finding;
        }
    }

    boolean connected() {
        return outcome == SyntheticOutcome.CONNECTED;
    }
}
