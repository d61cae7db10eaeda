package io.ringback.conversation;

import io.ringback.delivery.MessageKind;

/** What a reply in words comes down to, in any of our languages and through any medium. */
public enum ReplyWord {
    YES,
    NO,
    ALWAYS,
    /** No more messages at all. */
    STOP,
    /** "Call me": who was told of a call can be reached. It answers no question. */
    REACHABLE,
    /** Nothing that is understood for certain: it is not acted on. */
    NONE;

    /** Whether it answers a message of that kind; if not, its author has to be asked. */
    public boolean answers(MessageKind kind) {
        return this != NONE
                && (this != REACHABLE || kind == MessageKind.NOTIFICATION)
                && (this != ALWAYS || kind != MessageKind.TIME_QUESTION);
    }

    /** To a question. */
    Answer answer() {
        return switch (this) {
            case YES -> Answer.YES;
            case ALWAYS -> Answer.ALWAYS;
            case NO, STOP, REACHABLE, NONE -> Answer.NO;
        };
    }

    /** To a notification. */
    Choice choice() {
        return this == YES || this == ALWAYS || this == REACHABLE ? Choice.INFORM : Choice.NOT_NOW;
    }
}
