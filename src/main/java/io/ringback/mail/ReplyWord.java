package io.ringback.mail;

/** What a person said in a written reply. */
public enum ReplyWord {
    YES,
    NO,
    /** Yes, and always. */
    ALWAYS,
    /** No more messages. */
    STOP,
    /** Nothing that is understood for certain: it is not acted on. */
    NONE
}
