package io.ringback.cases;

/** How a case ended. Every end event of the diagram names one. */
public enum Outcome {
    CONNECTED,
    INFORMED,
    DECLINED,
    EXPIRED,
    REACHED_MEANWHILE,
    NOT_NOTIFIED,
    UNDELIVERABLE,
    JOINED
}
