package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.IncomingCall;
import java.util.Map;

/**
 * A failed call whose caller is still on the line.
 *
 * @param call not answered yet
 * @param refusal the status that its caller would have heard without Ringback
 * @param earlyMedia whether to talk to them by early media, and then to refuse the call, instead of answering it
 */
record HeldCall(IncomingCall call, int refusal, boolean earlyMedia) {

    /** Refuses it as if it had not been held. */
    void refuse() {
        call.refuse(refusal, Map.of());
    }
}
