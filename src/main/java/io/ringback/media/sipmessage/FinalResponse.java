package io.ringback.media.sipmessage;

import io.ringback.delivery.Failure;
import io.ringback.delivery.RetryAfter;
import io.ringback.protocol.sip.SipResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the final response to a MESSAGE means for it (RFC 3428 section 7, RFC 3261 section 21). What will not change within
 * minutes is final, an absent phone too: another medium is better than waiting.
 */
final class FinalResponse {

    private static final int ACCEPTED = 202;
    private static final int TIMEOUT = 408;
    private static final int UNAVAILABLE = 503;

    private FinalResponse() {}

    /** RFC 3428 section 7: 202 is not yet delivered, and it may never be. */
    static boolean isStored(SipResponse response) {
        return response.status() == ACCEPTED;
    }

    /**
     * Empty if it was taken.
     *
     * @param now when it came
     */
    static Optional<Failure> failure(SipResponse response, Instant now) {
        int status = response.status();
        if (status < 300) {
            return Optional.empty();
        }
        if (!response.hasCome()) {
            return Optional.of(unanswered(status));
        }
        Optional<Duration> pause = response.first("Retry-After")
                .filter(header -> status == UNAVAILABLE)
                .flatMap(header -> RetryAfter.read(header, now));
        return Optional.of(
                pause.<Failure>map(wait -> new Failure.Slowed("SIP 503: the switch takes no more at the moment", wait))
                        .orElseGet(() -> failure(status)));
    }

    /** The agent's own words for what happened (RFC 3261 8.1.3.1). */
    private static Failure unanswered(int status) {
        return switch (status) {
            case TIMEOUT -> new Failure.AnswerLost("the switch did not answer the MESSAGE");
            case 513 -> new Failure.Refused("the text is too long for a MESSAGE, which has 1300 bytes (RFC 3428 8)");
            default -> new Failure.NotTaken("the switch cannot be reached");
        };
    }

    private static Failure failure(int status) {
        String problem = "SIP " + status;
        return switch (status) {
            case 401, 407 ->
                new Failure.NotTaken(problem + ": the switch does not accept ringback.sip.account and its password");
            case 404, 410, 604 -> new Failure.Refused(problem + ": the switch knows no such address");
            case TIMEOUT, 480 -> new Failure.Refused(problem + ": no phone answers there just now");
            case 413, 513 -> new Failure.Refused(problem + ": the text is too long for the phone");
            case 405, 406, 415, 488, 501, 606 -> new Failure.Refused(problem + ": the phone takes no such messages");
            // RFC 3261 21.4.27; and the transaction was ended by somebody on the way.
            case 487, 491 -> new Failure.NotTaken(problem);
            // RFC 3261 21.5.6: of 5yz, only the version and extensions will not be other soon.
            case 505, 555, 580 -> new Failure.Refused(problem);
            // RFC 3261 8.1.3.2: what is not known is as x00 of its class.
            default -> status >= 500 && status < 600 ? new Failure.NotTaken(problem) : new Failure.Refused(problem);
        };
    }
}
