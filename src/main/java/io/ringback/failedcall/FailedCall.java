package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.time.Instant;

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
 */
public record FailedCall(
        String id, Address caller, Address callee, Medium medium, Cause cause, Instant occurredAt, String source) {}
