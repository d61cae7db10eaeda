package io.ringback.failedcall;

import io.ringback.directory.Medium;

/**
 * What is told of any call, as it was written: {@link CallReader} finds out whether it can be meant. Null where nothing is
 * said.
 *
 * @param id the sender's own id of the attempt
 * @param caller who tried
 * @param callee whom
 * @param medium through what
 * @param occurredAt when, in ISO 8601 with an offset
 * @param callerVerified whether the caller is who it says they are
 * @param why what the caller says of why they called; never null
 */
public record ToldCall(
        String id,
        String caller,
        String callee,
        Medium medium,
        String occurredAt,
        Boolean callerVerified,
        ToldReason why) {

    /** A call of which nobody says why it was made. */
    public ToldCall(String id, String caller, String callee, Medium medium, String occurredAt, Boolean callerVerified) {
        this(id, caller, callee, medium, occurredAt, callerVerified, ToldReason.NONE);
    }

    /** A call of which nothing is said of that. */
    public ToldCall(String id, String caller, String callee, Medium medium, String occurredAt) {
        this(id, caller, callee, medium, occurredAt, null);
    }
}
