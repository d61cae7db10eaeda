package io.ringback.conversation;

/** What counts as an answer of a phone that is rung for a connection. */
public enum Acceptance {
    /** That a person presses a key once it is answered. */
    KEY,
    /** That it is answered. */
    ANSWER
}
