package io.ringback.conversation;

/** What a reply in words comes down to, in any of our languages and through any medium. */
public enum ReplyWord {
    YES,
    NO,
    ALWAYS,
    /** No more messages at all. */
    STOP,
    /** Nothing that is understood for certain: it is not acted on. */
    NONE
}
