package io.ringback.failedcall;

import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import java.time.Instant;

/**
 * An attempt that succeeded: the two have reached each other, so an open case between them is over.
 *
 * @param id the sender's own id of the call, unique per source
 * @param caller who called, either of the two people of a case
 * @param callee who answered, the other one
 * @param medium through what
 * @param occurredAt when it was answered
 * @param source which adapter or API client told us
 */
public record AnsweredCall(
        String id, Address caller, Address callee, Medium medium, Instant occurredAt, String source) {}
