package io.ringback.telephony.diversion;

import java.util.Set;

/** SIP statuses as answers to somebody who waits for a phone to be answered. */
final class SipStatus {

    static final int TEMPORARILY_UNAVAILABLE = 480;
    static final int BUSY = 486;

    /** They would start something new at the caller's: a challenge, another offer. */
    private static final Set<Integer> NOT_AN_ENDING = Set.of(401, 407, 415, 420, 421, 422, 488, 491, 494);

    private SipStatus() {}

    static boolean isFailure(int status) {
        return status >= 400 && status <= 699;
    }

    /** What a caller may be told in the place of {@code status}: itself, or if it cannot be passed on, 480. */
    static int heardByCaller(int status) {
        return isFailure(status) && !NOT_AN_ENDING.contains(status) ? status : TEMPORARILY_UNAVAILABLE;
    }

    /** What a gateway makes of a Q.850 cause (RFC 3398 7.2.4.1, 8.2.6.1). */
    static int ofQ850(int cause) {
        return switch (cause) {
            case 1, 2, 3 -> 404;
            case 17 -> BUSY;
            case 21 -> 603;
            case 22 -> 410;
            case 27 -> 502;
            case 28 -> 484;
            case 34, 38, 41, 42, 47 -> 503;
            default -> TEMPORARILY_UNAVAILABLE;
        };
    }
}
