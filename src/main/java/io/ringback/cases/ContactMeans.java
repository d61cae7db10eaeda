package io.ringback.cases;

/** How the callee reacts to a notification (claims 19 and 20). */
public enum ContactMeans {
    /** By a button of the page that it leads to. */
    PAGE,
    /** By a message in reply. */
    REPLY,
    /** By a key, in a voice call. */
    KEY
}
