package io.ringback.conversation;

import io.ringback.directory.Address;
import java.util.UUID;

/** The analysts' decision table on who has to press a key before they are connected. */
public interface AcceptancePolicy {

    /** Whose phone is rung. */
    enum Leg {
        CALLEE,
        CALLER
    }

    /**
     * What counts as an answer there at this moment.
     *
     * @param phone that is rung
     */
    Acceptance of(UUID caseId, Leg leg, Address phone);
}
