package io.ringback.web.operations.story;

import java.time.Instant;
import java.util.UUID;

/**
 * What the case's own row says. Names, but no address.
 *
 * @param processInstanceId null before the engine has told
 * @param diagramVersion null if the case opened before it was kept
 * @param caller the name; null for someone we do not know
 * @param callee likewise
 * @param outcome null while the case is open
 * @param outOfStep why it does not agree with its process; null if it does
 * @param joinedTo the open case it became a part of, or null
 */
public record CaseRow(
        UUID id,
        String processInstanceId,
        Integer diagramVersion,
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
        Instant endedAt) {

    boolean isOpen() {
        return outcome == null;
    }
}
