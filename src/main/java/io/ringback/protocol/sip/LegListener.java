package io.ringback.protocol.sip;

import java.util.Optional;
import java.util.Set;

/**
 * Hears what happens on a leg, one event after another. A leg's life ends with exactly one {@link #failed} or
 * {@link #ended}; nothing comes after it.
 */
public interface LegListener {

    /** The phone rings or makes progress (180 to 189). May come more than once. */
    default void ringing(int status) {}

    /**
     * The phone answered our INVITE; {@link Leg#acknowledge} must follow.
     *
     * @param sdp its answer, or its offer if our INVITE had none; empty if the phone sent none
     */
    void answered(Optional<String> sdp);

    /**
     * The call did not come about.
     *
     * @param status the final response; 408 also if it rang too long or no response came, 487 if we hung up
     * @param q850 the cause of the Reason header (RFC 3326), if there is one
     */
    void failed(int status, Optional<Integer> q850);

    /** The phone agreed to our re-INVITE; {@link Leg#acknowledge} must follow. */
    void renegotiated(Optional<String> sdp);

    /** The phone refused our re-INVITE (488 ...); the session stays as it was. */
    void renegotiationFailed(int status);

    /**
     * The phone wants to change the session (re-INVITE or UPDATE); {@link Leg#answer} or {@link Leg#refuse} must follow.
     *
     * @param offer empty if the phone asks us for an offer; its answer then comes as {@link #acknowledged}
     */
    void offered(Optional<String> offer);

    /** The phone acknowledged our 200. {@code sdp} is its answer if that 200 carried an offer. */
    default void acknowledged(Optional<String> sdp) {}

    /** The types of bodies that {@link #info} understands; what needs to be of another type is answered 415. */
    default Set<String> infoTypes() {
        return DtmfInfo.TYPES;
    }

    /**
     * The phone sent an INFO, such as a key press or RFC 5022.
     *
     * @param contentType one of {@link #infoTypes}
     */
    default void info(String contentType, String body) {}

    /**
     * The phone did not take an INFO of ours; the call goes on.
     *
     * @param status of its answer; 408 if there was none
     */
    default void infoRefused(String contentType, int status) {}

    /** The answered call is over. {@code byPeer} is false if we hung up or the phone was lost. */
    void ended(boolean byPeer);
}
