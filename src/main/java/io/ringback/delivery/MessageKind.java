package io.ringback.delivery;

/** What leaves Ringback. */
public enum MessageKind {
    /** Asks the caller for consent to notify. */
    QUESTION,
    /** Tells the callee who tried to reach them. */
    NOTIFICATION,
    /** Tells the caller that the callee can be reached. */
    INFORMATION,
    /** Tells the switch to connect the two. */
    CONNECTION,
    /** Tells someone who replied too late that the matter is over. */
    CLOSING
}
