package io.ringback.cases;

/** Why the caller called, as tables see it. */
public enum CallReason {
    /** They have not said. */
    NONE,
    /** They have said it in their own words, which no table sees. */
    OWN_WORDS,
    /** They ask to be called back when it suits the callee; words that came with the call may stand beside it. */
    CALL_BACK,
    /** They have said it aloud, for the callee to hear; words that came with the call may stand beside it. */
    SPOKEN
}
