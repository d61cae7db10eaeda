package io.ringback.conversation;

/** What a sign that the callee can be reached leads to. */
public enum WhenSeen {
    /** The callee is notified once more, at this moment. */
    OFFER_CALL,
    /** The caller is told that the callee can be reached. */
    TELL_CALLER,
    NOTHING
}
