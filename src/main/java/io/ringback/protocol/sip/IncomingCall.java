package io.ringback.protocol.sip;

import java.util.Map;
import java.util.Optional;

/**
 * A call that has come in and waits for an answer. It is to be answered by exactly one of {@link #accept} and
 * {@link #refuse}; what comes after the first of them, or after the caller gave up, has no effect.
 */
public interface IncomingCall {

    /** The INVITE: its request URI, headers and, as body, the caller's offer if there is one. */
    SipRequest invite();

    /**
     * Sends a provisional response, 180 or 183. One that the caller requires to arrive is repeated until it has (RFC 3262), as is
     * one with {@code sdp}, if the caller can say so. If that is never said, the call is over, as if the caller gave up.
     *
     * @param sdp early media: the answer to the INVITE's offer
     */
    void progress(int status, Optional<String> sdp);

    /**
     * Answers the call with 200, once what must arrive before it has.
     *
     * @param sdp the answer to the INVITE's offer, or our offer if it had none; the caller's answer then comes as
     *     {@link LegListener#acknowledged}. An answer that has arrived by {@link #progress} stands, and this one is not sent
     * @return the call from now on; if the caller gave up first, {@code listener} hears {@link LegListener#failed} with 487
     */
    Leg accept(String sdp, LegListener listener);

    /** Refuses the call with a final response of 300 to 699; {@code headers} are added to it (Reason, Warning, Retry-After). */
    void refuse(int status, Map<String, String> headers);

    /** What to do if the caller gives up before it was answered. */
    void onCancel(Runnable cancelled);
}
