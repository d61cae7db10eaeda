package io.ringback.cases;

/** What an open case waits for. */
public enum CaseState {
    OPENED,
    ASKING_CALLER,
    WAITING_FOR_CALLEE,
    CONNECTING,
    INFORMING_CALLER,
    ENDED
}
