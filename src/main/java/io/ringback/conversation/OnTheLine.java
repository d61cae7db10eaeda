package io.ringback.conversation;

import io.ringback.failedcall.CallersOnTheLine;
import java.util.UUID;

/** The callers whose failed call is kept open, so that they can be spoken to on the spot. */
public interface OnTheLine extends CallersOnTheLine {

    /** Keeps the call for {@code caseId}, for which something is about to be said. May be repeated. */
    void keep(String callId, UUID caseId);
}
