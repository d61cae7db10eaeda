package io.ringback.telephony.callcontrol;

import io.ringback.directory.Address;
import java.util.Locale;
import java.util.UUID;

/** Talks to phones by prompt and collect (RFC 5022): to those it calls, and to callers whose failed call is held. */
public interface Dialogues {

    /**
     * Whom a message is spoken to.
     *
     * @param messageId of the outbound message; at most one call of it is under way at any time, whatever crashes
     * @param personId whose phone it is
     */
    record Listener(UUID messageId, UUID caseId, UUID personId, Address phone, Locale language) {}

    /**
     * Makes a script for one call.
     */
    @FunctionalInterface
    interface Scripts {

        /** @param attempt 1 for the first call of the message */
        Script of(UUID callId, int attempt);
    }

    /**
     * Calls the phone; returns when that is under way.
     *
     * @return false if a call of this message is under way, or the last one is not to be repeated: nothing is dialled
     * @throws IllegalStateException if this node is starting or stopping; to be tried again
     */
    boolean call(Listener listener, Scripts scripts);

    /**
     * Talks to the caller whose failed call is held for this case.
     *
     * @return false if it is not held here any more, or was spoken to before
     */
    boolean answer(Listener listener, Scripts scripts);

    /**
     * The message may be spoken once more, by another call.
     *
     * @param callId the call that did not do
     */
    void allowAnother(UUID callId);
}
