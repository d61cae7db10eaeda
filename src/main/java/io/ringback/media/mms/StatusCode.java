package io.ringback.media.mms;

import io.ringback.delivery.Failure;
import java.time.Duration;
import java.util.Map;

/** What the status codes of MM7 mean for a message (TS 23.140, 8.7.7.3.2). */
final class StatusCode {

    static final int SUCCESS = 1000;
    static final int CLIENT_ERROR = 2000;
    static final int ADDRESS_ERROR = 2002;
    static final int FORMAT_CORRUPT = 2007;
    static final int UNSUPPORTED_VERSION = 4002;
    static final int UNSUPPORTED_OPERATION = 4003;
    static final int VALIDATION_ERROR = 4004;
    static final int SERVICE_UNAVAILABLE = 4006;

    private static final int SERVICE_ERROR = 4005;

    /** How long to wait where the relay does not say. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(2000, "client error"),
            Map.entry(2001, "operation restricted: the provider does not let us write to this number"),
            Map.entry(2002, "address error: the relay does not serve this number"),
            Map.entry(2003, "address not found"),
            Map.entry(2004, "multimedia content refused"),
            Map.entry(2005, "message id not found"),
            Map.entry(2006, "linked id not found"),
            Map.entry(2007, "message format corrupt"),
            Map.entry(2008, "application id not found"),
            Map.entry(2009, "reply application id not found"),
            Map.entry(3000, "server error"),
            Map.entry(3001, "not possible"),
            Map.entry(3002, "message rejected"),
            Map.entry(3003, "multiple addresses not supported"),
            Map.entry(3004, "application addressing not supported"),
            Map.entry(4000, "general service error"),
            Map.entry(
                    4001,
                    "improper identification: the relay does not know us; check ringback.mms.mm7.vasp-id, vas-id and the"
                            + " senders"),
            Map.entry(4002, "unsupported version: ask the provider and set ringback.mms.mm7.version and schema"),
            Map.entry(4003, "unsupported operation"),
            Map.entry(4004, "validation error: ask the provider and set ringback.mms.mm7.version and schema"),
            Map.entry(4005, "service error: not to be sent again"),
            Map.entry(4006, "service unavailable"),
            Map.entry(4007, "service denied: no permission or no funds; ask the provider"),
            Map.entry(4008, "application denied"));

    private StatusCode() {}

    /** Whether the relay has taken the message, if not for all (1100, partial success). */
    static boolean isSuccess(int code) {
        return code >= 1000 && code < 2000;
    }

    /**
     * What went wrong. The codes 2xxx blame the message, which would not be taken another time either; 3xxx the relay; 4xxx
     * our agreement with it, which an operator can mend, but 4005 says itself that it is not to be sent again.
     */
    static Failure failure(int code) {
        String problem = "MM7 " + code
                + (MEANINGS.containsKey(code) ? ", " + MEANINGS.get(code) : ", a code of the relay's own");
        if (code == SERVICE_UNAVAILABLE) {
            return new Failure.Slowed(problem, PAUSE);
        }
        return code >= 2000 && code < 3000 || code == SERVICE_ERROR
                ? new Failure.Refused(problem)
                : new Failure.NotTaken(problem);
    }
}
