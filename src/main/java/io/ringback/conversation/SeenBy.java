package io.ringback.conversation;

/** By which sign it was noticed that somebody can be reached just now. */
public enum SeenBy {
    /** A message reached a telephone or a program long after its server had taken it. */
    RECEIPT,
    /** A telephone of theirs registered at the switch, where none was registered before (RFC 3680). */
    REGISTRATION,
    /** Their presence turned from unavailable to available (RFC 3863, RFC 6121 4). */
    PRESENCE,
    /** The last of their calls ended, so their line is free, and they are at it (RFC 4235). */
    CALL_ENDED
}
