package io.ringback.ladder;

import java.time.Instant;

/**
 * One message of a ladder.
 *
 * @param at when it was sent or had come
 * @param protocol in which it was said
 * @param from who sent it
 * @param to who got it
 * @param label what it is, in a few words
 * @param text what was said, without secrets, and cut after {@link #LONGEST} characters
 * @param person for whom the server at its end has it, or from whom: {@link Upright#CALLER} or {@link Upright#CALLEE}; null if that is
 *     not known, or there was no server between
 */
public record Rung(Instant at, Protocol protocol, End from, End to, String label, String text, Upright person) {

    /** Of a text. */
    public static final int LONGEST = 4096;

    /** What a message can be written in. */
    public enum Protocol {
        SIP_UDP,
        SIP_TCP,
        SIP_TLS,
        RTP,
        SMTP,
        IMAP,
        SMPP,
        MM7,
        XMPP,
        HTTP;

        /** Whether it is SIP, by whatever transport. */
        public boolean isSip() {
            return this == SIP_UDP || this == SIP_TCP || this == SIP_TLS;
        }

        /** As people call it. */
        public String words() {
            return isSip() ? "SIP" : name();
        }
    }

    /**
     * An end of a message.
     *
     * @param host its address, or its name; empty if nobody knows
     * @param port 0 if nobody knows
     */
    public record End(Upright party, String host, int port) {

        /** One of whom nothing else is known. */
        public static End of(Upright party) {
            return new End(party, "", 0);
        }
    }

    /** One of which it is not known for whom it is. */
    public Rung(Instant at, Protocol protocol, End from, End to, String label, String text) {
        this(at, protocol, from, to, label, text, null);
    }

    /** The same with another label and text. */
    public Rung saying(String otherLabel, String otherText) {
        return new Rung(at, protocol, from, to, otherLabel, otherText, person);
    }

    /** The same, and its text not too long. */
    Rung bounded() {
        return text.length() > LONGEST ? saying(label, text.substring(0, LONGEST) + "\n[cut]") : this;
    }
}
