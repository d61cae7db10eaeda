package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
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
 * @param calledFrom the address they called from
 * @param calleeId whom
 * @param failedMedium through what the attempt was made that opened it
 * @param cause why that failed
 * @param state what it waits for
 * @param attempts how often the caller has tried
 * @param lastTriedAt when last
 * @param connectionAttempts how often a connection has been tried
 * @param reachableOn the device the callee chose
 * @param conference what the callee is to be joined to; empty if to the caller
 * @param callerIdentity whether the caller is who the call said they are
 * @param deputyId who is told in the callee's stead; empty if the callee is
 * @param answeredInWords whether who was notified has answered with a line of text
 * @param turns how often the two have changed roles; all else is as the roles are now
 * @param turned why they did so last; empty if they never have
 */
public record RunningCase(
        UUID id,
        String processInstanceId,
        UUID callerId,
        Address calledFrom,
        UUID calleeId,
        Medium failedMedium,
        Cause cause,
        CaseState state,
        int attempts,
        Instant lastTriedAt,
        int connectionAttempts,
        Optional<UUID> reachableOn,
        Optional<Address> conference,
        CallerIdentity callerIdentity,
        Optional<UUID> deputyId,
        boolean answeredInWords,
        int turns,
        Optional<WhyTurned> turned) {

    /** Whether it has not ended. */
    public boolean isOpen() {
        return state != CaseState.ENDED;
    }

    /** Who is notified: the callee, or who is told in their stead. */
    public UUID notifiedId() {
        return deputyId.orElse(calleeId);
    }

    /** Whether who is the caller now has only said that they can be reached, and has called nobody. */
    public boolean callerIsToBeRung() {
        return turned.filter(WhyTurned.REACHABLE::equals).isPresent();
    }

    RunningCase reachableOn(UUID deviceId) {
        return with(state, Optional.of(deviceId), deputyId, answeredInWords);
    }

    RunningCase told(UUID deputy) {
        return with(state, reachableOn, Optional.of(deputy), answeredInWords);
    }

    /** The same case, doing something else. */
    public RunningCase in(CaseState next) {
        return with(next, reachableOn, deputyId, answeredInWords);
    }

    RunningCase inWords() {
        return with(state, reachableOn, deputyId, true);
    }

    private RunningCase with(CaseState itsState, Optional<UUID> device, Optional<UUID> deputy, boolean words) {
        return new RunningCase(
                id,
                processInstanceId,
                callerId,
                calledFrom,
                calleeId,
                failedMedium,
                cause,
                itsState,
                attempts,
                lastTriedAt,
                connectionAttempts,
                device,
                conference,
                callerIdentity,
                deputy,
                words,
                turns,
                turned);
    }
}
