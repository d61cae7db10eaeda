package io.ringback.cases;

import java.util.UUID;

/** What a case has written that has not left yet. Calls take part in the caller's transaction. */
public interface Unsent {

    /** None of it leaves any more. */
    void cancel(UUID caseId);

    /** A connection that the switch has not taken yet is not set up any more; all else leaves. */
    void cancelConnection(UUID caseId);
}
