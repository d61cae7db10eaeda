package io.ringback.callcontrol;

import io.ringback.sip.IncomingCall;
import java.util.Map;

/**
 * A failed call whose caller is still on the line.
 *
 * @param call not answered yet
 * @param refusal the status that it is refused with if it is not answered, or has been spoken to by early media
 * @param earlyMedia whether it is spoken to before it is answered (RFC 3960), and never answered
 */
record HeldCall(IncomingCall call, int refusal, boolean earlyMedia) {

    /** Refuses it as if it had not been held. */
    void refuse() {
        call.refuse(refusal, Map.of());
    }
}
