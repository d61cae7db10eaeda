package io.ringback.cases;

import io.ringback.failedcall.CallerIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * How the callee last asked for contact in a case.
 *
 * @param means empty if nobody knows
 * @param at when; empty if nobody knows
 * @param callerIdentity whether the caller is who the call said they are
 */
public record LastContact(Optional<ContactMeans> means, Optional<Instant> at, CallerIdentity callerIdentity) {}
