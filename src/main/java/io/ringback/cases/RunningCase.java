package io.ringback.cases;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A case as it stands, locked by this transaction.
 *
 * @param id the process instance's business key
 * @param processInstanceId the engine's own id of it
 * @param callerId who called
 * @param calleeId whom
 * @param failedMedium through what the attempt was made that opened it
 * @param cause why that failed
 * @param state what it waits for
 * @param attempts how often the caller has tried
 * @param lastTriedAt when last
 * @param connectionAttempts how often a connection has been tried
 * @param reachableOn the device the callee chose
 */
public record RunningCase(
        UUID id,
        String processInstanceId,
        UUID callerId,
        UUID calleeId,
        Medium failedMedium,
        Cause cause,
        CaseState state,
        int attempts,
        Instant lastTriedAt,
        int connectionAttempts,
        Optional<UUID> reachableOn) {

    /** Whether it has not ended. */
    public boolean isOpen() {
        return state != CaseState.ENDED;
    }

    RunningCase reachableOn(UUID deviceId) {
        return new RunningCase(
                id,
                processInstanceId,
                callerId,
                calleeId,
                failedMedium,
                cause,
                state,
                attempts,
                lastTriedAt,
                connectionAttempts,
                Optional.of(deviceId));
    }
}
