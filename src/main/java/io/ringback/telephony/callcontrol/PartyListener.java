package io.ringback.telephony.callcontrol;

import java.util.Optional;

/**
 * Who is in charge of a party: hears what its leg says ({@link io.ringback.protocol.sip.LegListener}), one event after another on the
 * thread of the party's events.
 */
interface PartyListener {

    /** Handles an event of one of its parties; all below are called from within. */
    void handle(Runnable event);

    void ringing(Party party);

    void answered(Party party, Optional<String> sdp);

    void failed(Party party, int status, Optional<Integer> q850);

    void renegotiated(Party party, Optional<String> sdp);

    void renegotiationFailed(Party party, int status);

    void offered(Party party, Optional<String> offer);

    void acknowledged(Party party, Optional<String> sdp);

    void info(Party party, String contentType, String body);

    default void infoRefused(Party party, String contentType, int status) {}

    void ended(Party party);
}
