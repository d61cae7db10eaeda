package io.ringback.voice;

/** What is said in answer to a key, or to none. */
enum Phrase {
    /** The caller's yes: the other is notified. */
    WILL_NOTIFY,
    /** The same, and always from now on. */
    WILL_ALWAYS_NOTIFY,
    WILL_NOT_NOTIFY,
    /** The callee is being connected. */
    CONNECTING,
    WILL_INFORM,
    WILL_NOT_INFORM,
    NO_MORE,
    KEY_DOES_NOTHING,
    /** What the key does cannot be stored: it may be pressed again. */
    NOT_STORED,
    /** Nothing waits for an answer any more. */
    TOO_LATE,
    CANNOT_CONNECT,
    GOODBYE
}
