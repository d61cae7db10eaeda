package io.ringback.conversation;

/** What a reply in words comes down to, in any of our languages and through any medium. */
public enum ReplyWord {
    YES,
    NO,
    ALWAYS,
    /** No more messages at all. */
    STOP,
    /** Nothing that is understood for certain: it is not acted on. */
    NONE;

    /** To a question. */
    Answer answer() {
        return switch (this) {
            case YES -> Answer.YES;
            case ALWAYS -> Answer.ALWAYS;
            case NO, STOP, NONE -> Answer.NO;
        };
    }

    /** To a notification. */
    Choice choice() {
        return this == YES || this == ALWAYS ? Choice.INFORM : Choice.NOT_NOW;
    }
}
