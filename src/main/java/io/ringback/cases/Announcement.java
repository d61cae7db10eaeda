package io.ringback.cases;

/** How the callee is told that the caller is being called (claim 8). */
public enum Announcement {
    /** Spoken. */
    VOICE,
    /** A tone only. */
    SIGNAL,
    /** Written, as a SIP MESSAGE beside a tone. */
    TEXT
}
