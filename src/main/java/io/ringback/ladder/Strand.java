package io.ringback.ladder;

import java.util.UUID;

/** Something that a message belongs to, and that leads to its case, at once or a little later. */
public record Strand(Kind kind, String id) {

    /** What it is. */
    public enum Kind {
        /** The case itself. */
        CASE,
        /** A SIP call, by its Call-ID. No table knows it: it is learned from messages that have another strand too. */
        CALL,
        /** What was told of a call, by its id in the inbox. */
        EVENT,
        /** An outbound message, or a voice call that speaks it. */
        MESSAGE,
        /** A session identifier, by its hash in hexadecimal digits. */
        SESSION
    }

    /** The case itself. */
    public static Strand ofCase(UUID caseId) {
        return new Strand(Kind.CASE, caseId.toString());
    }
}
