package io.ringback.failedcall;

import java.util.List;

/**
 * That people could not be joined to a conference, as it was told. Null where nothing is said.
 *
 * @param id the sender's own id of the attempt to join them all
 * @param caller who wanted them to join
 * @param conference where
 * @param missing who could not be joined
 * @param occurredAt when, in ISO 8601 with an offset
 * @param callerVerified whether the caller is who it says they are
 */
public record ToldJoin(
        String id,
        String caller,
        String conference,
        List<MissingCallee> missing,
        String occurredAt,
        Boolean callerVerified) {

    /** The most people who may be missing at once. */
    public static final int MOST_MISSING = 100;

    /** One who could not be joined. */
    public record MissingCallee(String callee, ToldEnding ending) {}
}
