package io.ringback.media.voice;

/** How much of a message has reached a person, from nothing to an answer. */
enum Hearing {
    /** Nobody has pressed a key or listened to the end: it may be a machine that has answered. */
    NOTHING,
    /** Somebody has pressed a key, but none that was offered. */
    SOMEBODY,
    /** It was said to the end, and no key was pressed. A machine listens as well. */
    SAID,
    SAID_TO_SOMEBODY,
    /** A key that was offered was pressed, but what it does could not be stored. */
    UNSTORED,
    /** What the key does is stored, or the case was over. */
    ANSWERED;

    /** All was said, and no key was pressed. */
    Hearing silence() {
        return switch (this) {
            case NOTHING -> SAID;
            case SOMEBODY -> SAID_TO_SOMEBODY;
            default -> this;
        };
    }

    /** A key was pressed that does nothing. */
    Hearing uselessKey() {
        return switch (this) {
            case NOTHING -> SOMEBODY;
            case SAID -> SAID_TO_SOMEBODY;
            default -> this;
        };
    }
}
