package io.ringback.conversation;

/** What the callee chooses on using the contact means (claims 3 and 18). */
public enum Choice {
    /** Set up the call between us now. */
    CONNECT,
    /** Tell the caller that, and on which device, I can be reached. */
    INFORM,
    /** Pass on to the caller a line of text that I have written. */
    WRITE,
    NOT_NOW,
    /** Not now, and never again about this caller. */
    BLOCK
}
