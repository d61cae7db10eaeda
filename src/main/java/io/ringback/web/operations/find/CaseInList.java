package io.ringback.web.operations.find;

import java.time.Instant;
import java.util.UUID;

/**
 * A case in a list: names, but no address.
 *
 * @param caller the name; null for someone we do not know
 * @param callee likewise
 * @param outcome null while the case is open
 * @param outOfStep whether it does not agree with its process
 * @param problem the last one of a message of it that has not been delivered; null if there is none
 */
record CaseInList(
        UUID id,
        Instant openedAt,
        Instant endedAt,
        String caller,
        String callee,
        String failedMedium,
        String cause,
        int attempts,
        String state,
        String outcome,
        boolean outOfStep,
        String problem) {}
