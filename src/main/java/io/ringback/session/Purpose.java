package io.ringback.session;

/** What the holder of a session identifier may do with it, once. */
public enum Purpose {
    /** The caller answers the question. */
    ANSWER,
    /** The caller takes the answer back. */
    WITHDRAW,
    /** The callee uses the contact means. */
    CONTACT,
    /** The caller sends a line back to who has answered with one. */
    LINE,
    /** Whoever received the message wants no more of them (RFC 8058). */
    UNSUBSCRIBE,
    /** The mail system reports what became of the message (return path). */
    REPORT
}
