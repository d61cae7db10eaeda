package io.ringback.cases;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of a case for ever: how it began. It may be open still.
 *
 * @param callerId who called; null if nobody we know
 * @param calleeId whom; null if nobody we know
 * @param connectionAttempts how often a connection has been tried
 * @param callerIdentity whether the caller is who the call said they are
 * @param why why the caller called, as far as they have said
 * @param joined whether it became part of another case at once
 */
public record EarlierCase(
        UUID id,
        UUID callerId,
        UUID calleeId,
        Address calledFrom,
        Address called,
        Medium failedMedium,
        Cause cause,
        Instant openedAt,
        int connectionAttempts,
        Optional<Address> conference,
        CallerIdentity callerIdentity,
        WhyCalled why,
        boolean joined) {}
