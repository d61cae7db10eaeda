package io.ringback.cases;

/** How a case ended. Every end event of the diagram names one, and who ends the process otherwise has it {@link #CANCELLED}. */
public enum Outcome {
    CONNECTED,
    INFORMED,
    DECLINED,
    EXPIRED,
    REACHED_MEANWHILE,
    NOT_NOTIFIED,
    UNDELIVERABLE,
    JOINED,
    /** Its process was ended from outside the diagram, such as by an operator in Cockpit; no end event may name it. */
    CANCELLED;

    /** Whether an end event of the diagram may name it. */
    public boolean isDrawn() {
        return this != CANCELLED;
    }
}
