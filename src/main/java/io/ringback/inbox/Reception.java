package io.ringback.inbox;

import java.util.UUID;

/** What the sender of an event may be told once it is durable, or why it is not taken. */
public sealed interface Reception {

    /** Stored for good. {@code late}: its case had moved on. */
    record Stored(UUID caseId, boolean late) implements Reception {}

    /** This very event was stored before; nothing was done again. */
    record Repeated(UUID caseId) implements Reception {}

    /** Another event has this id: nothing was stored. */
    record Conflicting() implements Reception {}

    /** What the event needed to be allowed was no longer there: nothing was stored. */
    record Refused() implements Reception {}
}
