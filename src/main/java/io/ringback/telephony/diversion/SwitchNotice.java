package io.ringback.telephony.diversion;

import java.util.Map;

/**
 * What a request of the switch says.
 *
 * @param kind what is to be done with it
 * @param call the fields of {@code direct:failed-call} or {@code direct:answered-call} (docs/adapters.md); empty if there is
 *     nothing to tell
 * @param status what the switch is answered, once the call is stored
 * @param note for the log: why there is nothing to tell; without addresses
 */
public record SwitchNotice(Kind kind, Map<String, String> call, int status, String note) {

    /** What a request comes to. */
    public enum Kind {
        FAILED,
        ANSWERED,
        /**
         * Somebody calls Ringback's own number, or one that was lent to a message, which is the field {@code lentNumber}; besides it
         * there are the caller, if it is known, and whether it is verified.
         */
        DIALLED,
        NOTHING,
        REFUSED
    }

    public SwitchNotice {
        call = Map.copyOf(call);
    }

    static SwitchNotice nothing(int status, String note) {
        return new SwitchNotice(Kind.NOTHING, Map.of(), status, note);
    }

    static SwitchNotice refused(int status, String note) {
        return new SwitchNotice(Kind.REFUSED, Map.of(), status, note);
    }
}
