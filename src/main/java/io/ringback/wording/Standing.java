package io.ringback.wording;

/** How an open case stands, as its caller is told who calls again. */
public enum Standing {
    /** The caller was asked in writing and has not answered. */
    ASKED,
    /** The callee has been told and has not reacted. */
    TOLD,
    /** The callee is to be told, and has not been yet. */
    NOT_YET_TOLD,
    /** The two are being connected. */
    CONNECTING,
    /** The callee has reacted, and the caller is being told of it. */
    INFORMING
}
