package io.ringback.conversation;

import java.util.UUID;

/** The callers whose failed call is kept open, so that they can be spoken to on the spot. */
public interface OnTheLine {

    /**
     * Whether the caller is still there and could be spoken to.
     *
     * @param callId the id of the failed call
     */
    boolean isHeld(String callId);

    /** Keeps the call for {@code caseId}, for which something is about to be said. May be repeated. */
    void keep(String callId, UUID caseId);
}
