package io.ringback.ladder;

import java.nio.charset.StandardCharsets;
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
        /** What a server said of a message of ours: the medium, its name for the message and who was to get it. Known like a call. */
        REPORT,
        /** An outbound message, or a voice call that speaks it. */
        MESSAGE,
        /** A session identifier, by its hash in hexadecimal digits. */
        SESSION
    }

    /** What was told, by its id in the inbox. */
    public static Strand ofEvent(String eventId) {
        return new Strand(Kind.EVENT, eventId);
    }

    /**
     * A SIP request outside of calls with what answers it, as some phones send all they ever say under one Call-ID.
     *
     * @param cseq as its header has it
     */
    public static Strand ofRequest(String callId, String cseq) {
        return new Strand(Kind.CALL, callId + ' ' + cseq.strip().split("\\s", 2)[0]);
    }

    /** An outbound message. */
    public static Strand ofMessage(UUID messageId) {
        return new Strand(Kind.MESSAGE, messageId.toString());
    }

    /**
     * What a server said of a message of ours.
     *
     * @param medium its name
     * @param providerId what the server calls the message
     * @param recipient the URI of who was to get it, of which nothing can be read in the strand
     */
    public static Strand ofReport(String medium, String providerId, String recipient) {
        byte[] said = (medium + ' ' + providerId + ' ' + recipient).getBytes(StandardCharsets.UTF_8);
        return new Strand(Kind.REPORT, UUID.nameUUIDFromBytes(said).toString());
    }

    /** The case itself. */
    public static Strand ofCase(UUID caseId) {
        return new Strand(Kind.CASE, caseId.toString());
    }
}
