package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt to reach the callee through the first medium that did not succeed.
 *
 * @param id the sender's own id of the attempt, unique per source
 * @param caller who tried
 * @param callee whom
 * @param medium through what
 * @param cause why it failed
 * @param occurredAt when it failed
 * @param source which adapter or API client told us
 * @param conference where the callee was to join a conference; empty if the caller called alone
 * @param callerIdentity whether the caller is who the call says they are
 * @param callerLetGo whether the caller was on the line and could not be kept there, as more calls came than could be handled at once
 * @param why what the caller says of why they called
 */
public record FailedCall(
        String id,
        Address caller,
        Address callee,
        Medium medium,
        Cause cause,
        Instant occurredAt,
        String source,
        Optional<Address> conference,
        CallerIdentity callerIdentity,
        boolean callerLetGo,
        ToldReason why)
        implements UnansweredCall {

    /** A call of one caller to one callee. */
    public FailedCall(
            String id, Address caller, Address callee, Medium medium, Cause cause, Instant occurredAt, String source) {
        this(id, caller, callee, medium, cause, occurredAt, source, Optional.empty());
    }

    /** A call of which nobody says whether the caller is who it says they are. */
    public FailedCall(
            String id,
            Address caller,
            Address callee,
            Medium medium,
            Cause cause,
            Instant occurredAt,
            String source,
            Optional<Address> conference) {
        this(id, caller, callee, medium, cause, occurredAt, source, conference, CallerIdentity.NOT_TOLD);
    }

    /** A call as it is told. */
    public FailedCall(
            String id,
            Address caller,
            Address callee,
            Medium medium,
            Cause cause,
            Instant occurredAt,
            String source,
            Optional<Address> conference,
            CallerIdentity callerIdentity) {
        this(id, caller, callee, medium, cause, occurredAt, source, conference, callerIdentity, false);
    }

    /** A call of which nobody says why it was made. */
    public FailedCall(
            String id,
            Address caller,
            Address callee,
            Medium medium,
            Cause cause,
            Instant occurredAt,
            String source,
            Optional<Address> conference,
            CallerIdentity callerIdentity,
            boolean callerLetGo) {
        this(
                id,
                caller,
                callee,
                medium,
                cause,
                occurredAt,
                source,
                conference,
                callerIdentity,
                callerLetGo,
                ToldReason.NONE);
    }

    /** The same call, of which this is said. */
    public FailedCall because(ToldReason reason) {
        return new FailedCall(
                id, caller, callee, medium, cause, occurredAt, source, conference, callerIdentity, callerLetGo, reason);
    }
}
