package io.ringback.conversation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody has settled beyond one case, as they are shown it where they settled it.
 *
 * @param what which of the two it is
 * @param readerName whose it is
 * @param language the reader's
 * @param timeZone the reader's
 * @param otherName the other of the two of the case
 * @param until when it ends; empty: when it is taken back
 */
public record SettledView(
        What what, String readerName, Locale language, ZoneId timeZone, String otherName, Optional<Instant> until) {

    /** What can be settled with an answer. */
    public enum What {
        /** The caller is not asked, whomever they do not reach. */
        ALWAYS,
        /** The caller is not asked where they do not reach this callee. */
        ALWAYS_FOR_CALLEE,
        /** The callee is notified about each call of this caller, who is not asked. */
        ALWAYS_TOLD,
        /** The callee is not notified about this caller. */
        BLOCK
    }
}
