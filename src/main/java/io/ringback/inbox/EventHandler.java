package io.ringback.inbox;

/** Handles events of some kinds. Throwing means: not now, try again later; the transaction is rolled back. */
public interface EventHandler {

    /** What became of an event. */
    enum Handling {
        HANDLED,
        /** It came after its case had moved on or ended: recorded, nothing changed. */
        LATE
    }

    /** Whether events of this kind are for this handler; each kind has exactly one. */
    boolean handles(EventKind kind);

    /** Takes part in the inbox's transaction. */
    Handling handle(InboundEvent event);
}
