package io.ringback.conversation;

import java.util.UUID;

/** The callers whose failed call is kept open, so that they can be asked on the spot whether to leave word. */
public interface OnTheLine {

    /**
     * Whether the caller is still there and could be asked.
     *
     * @param callId the id of the failed call
     */
    boolean isHeld(String callId);

    /** Keeps the call for {@code caseId}, whose question is about to be spoken. May be repeated. */
    void keep(String callId, UUID caseId);
}
