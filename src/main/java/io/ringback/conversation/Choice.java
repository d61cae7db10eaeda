package io.ringback.conversation;

/** What the callee chooses on using the contact means (claims 3 and 18). */
public enum Choice {
    /** Set up the call between us now. */
    CONNECT,
    /** Tell the caller that, and on which device, I can be reached. */
    INFORM,
    NOT_NOW,
    /** Not now, and never again about this caller. */
    BLOCK
}
