package io.ringback.cases;

import java.util.UUID;

/** What a case has written that has not left yet. Calls take part in the caller's transaction. */
public interface Unsent {

    /** None of it leaves any more, and what has left is withdrawn where that can be. */
    void cancel(UUID caseId);

    /** Of what asks or tells somebody, only that leaves which a case in {@code state} waits for; courtesies are owed all the same. */
    void cancelUnlessFor(UUID caseId, CaseState state);

    /** A connection that the switch has not taken yet is not set up any more; all else leaves. */
    void cancelConnection(UUID caseId);
}
