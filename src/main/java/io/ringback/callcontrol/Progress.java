package io.ringback.callcontrol;

/** Steps that the case's journey shows. */
enum Progress {
    CALLEE_RINGING,
    CALLEE_ANSWERED,
    ANNOUNCEMENT,
    CALLER_RINGING,
    CALLER_ANSWERED,
    CONNECTED,
    ENDED
}
