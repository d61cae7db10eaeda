package io.ringback.conversation;

/** What the caller answers to the question (S27). */
public enum Answer {
    YES,
    NO,
    /** Yes, and do not ask me again: always notify for me. */
    ALWAYS
}
