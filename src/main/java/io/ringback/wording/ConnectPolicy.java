package io.ringback.wording;

import java.util.UUID;

/** The analysts' decision table on what comes of what a callee chooses. */
public interface ConnectPolicy {

    /** Whether "Connect us now" would lead to a connection in this case at this moment. */
    boolean offers(UUID caseId);

    /** Whether a line of text that the callee writes would be passed on to the caller. A table that does not say so passes none on. */
    default boolean takesLine(UUID caseId) {
        return false;
    }
}
