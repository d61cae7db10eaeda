package io.ringback.web.operations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A case as operators see it: names, but no address.
 *
 * @param processInstanceId leads to Cockpit; null before the engine has told
 * @param caller the name; null for someone we do not know
 * @param callee likewise
 * @param callerIdentity whether the caller is who the call said they are
 * @param outcome null while the case is open
 * @param outOfStep why it does not agree with its process, for a person to mend; null if it does
 * @param joinedTo the open case it became a part of, or null
 * @param journey what has happened, in its order; empty in lists
 */
record CaseFile(
        UUID id,
        String processInstanceId,
        String caller,
        String callee,
        String failedMedium,
        String cause,
        String callerIdentity,
        int attempts,
        String state,
        String outcome,
        String reason,
        String outOfStep,
        UUID joinedTo,
        Instant openedAt,
        Instant endedAt,
        List<Line> journey) {

    /** A line of the journal. All but time and step may be null. */
    record Line(Instant at, String step, String medium, String result, String detail) {}
}
