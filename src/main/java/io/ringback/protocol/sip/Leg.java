package io.ringback.protocol.sip;

import java.util.Optional;

/**
 * One call between the agent and one phone, from the first INVITE to the end of its dialog. Methods return at once; what
 * comes of them is told to the {@link LegListener}. What is asked of a leg that is over has no effect.
 *
 * <p>Within the leg the agent sees to: CANCEL only after a provisional response (RFC 3261 9.1), a 200 that crosses a
 * CANCEL (ACK, then BYE), further 200s of a forked call (likewise), 401 and 407, 422 and session timers (RFC 4028), 491 and
 * its back-off (RFC 3261 14.1), retransmitted 200s (ACK again), lost ACKs, Record-Route.
 */
public interface Leg {

    /** The Call-ID, which says nothing about anybody. */
    String callId();

    /** What it takes to hang up from another process; empty until the call is answered. */
    Optional<DialogIdentity> dialog();

    /**
     * Sends the ACK for the 200 that was told last by {@link LegListener#answered} or {@link LegListener#renegotiated}.
     * Until then the phone repeats its 200, so it must follow soon.
     *
     * @param answer our answer if the 200 was an offer, that is, if our INVITE had none
     */
    void acknowledge(Optional<String> answer);

    /**
     * Sends a re-INVITE once the call is answered. If another exchange is under way it is sent after that.
     *
     * @param offer what we offer; empty asks the phone for an offer
     */
    void offer(Optional<String> offer);

    /** Answers the phone's own re-INVITE or UPDATE ({@link LegListener#offered}) with 200. */
    void answer(String sdp);

    /** Refuses the phone's own re-INVITE or UPDATE; the session stays as it was. */
    void refuse(int status);

    /** Sends a MESSAGE in the dialog (RFC 3428); a phone that does not understand it misses nothing else. */
    void message(String text);

    /** Sends an INFO in the dialog (RFC 6086 legacy use, RFC 5022); see {@link LegListener#infoRefused}. */
    void info(String contentType, String body);

    /**
     * Ends the call: CANCEL while it rings, BYE once it is answered. May be repeated. The listener hears
     * {@link LegListener#ended} or {@link LegListener#failed} when nothing more will come.
     */
    void hangUp();
}
