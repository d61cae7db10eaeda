package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that ended without being answered, as the switch saw it: not yet known to be a failed call.
 *
 * @param id the sender's own id of the attempt, unique per source
 * @param caller who tried
 * @param callee whom
 * @param medium through what
 * @param ending how it ended
 * @param occurredAt when it ended
 * @param source which adapter or API client told us
 * @param conference where the callee was to join a conference; empty if the caller called alone
 * @param callerIdentity whether the caller is who the call says they are
 * @param why what the caller says of why they called
 */
public record EndedCall(
        String id,
        Address caller,
        Address callee,
        Medium medium,
        CallEnding ending,
        Instant occurredAt,
        String source,
        Optional<Address> conference,
        CallerIdentity callerIdentity,
        ToldReason why)
        implements UnansweredCall {

    /** A call of which nobody says why it was made. */
    public EndedCall(
            String id,
            Address caller,
            Address callee,
            Medium medium,
            CallEnding ending,
            Instant occurredAt,
            String source,
            Optional<Address> conference,
            CallerIdentity callerIdentity) {
        this(id, caller, callee, medium, ending, occurredAt, source, conference, callerIdentity, ToldReason.NONE);
    }
}
