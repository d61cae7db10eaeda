package io.ringback.telephony.callcontrol;

import java.util.Optional;

/**
 * What whoever answers is asked before they are connected: a mailbox presses no key.
 *
 * @param callee empty where it is enough that the callee's phone is answered
 * @param caller the same of the caller's
 * @param whisper what the callee hears who presses {@link AskedToAccept#HEAR_KEY}: what the caller has said, and the question again;
 *     empty if the caller has said nothing
 */
record Questions(Optional<Turn> callee, Optional<Turn> caller, Optional<Turn> whisper) {

    /** Nobody is asked. */
    static final Questions NONE = new Questions(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether anybody is. */
    boolean areAsked() {
        return callee.isPresent() || caller.isPresent();
    }
}
