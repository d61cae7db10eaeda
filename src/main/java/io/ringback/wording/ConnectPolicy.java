package io.ringback.wording;

import java.util.UUID;

/** The analysts' decision table on whether a callee who wants to be connected now is. */
public interface ConnectPolicy {

    /** Whether "Connect us now" would lead to a connection in this case at this moment. */
    boolean offers(UUID caseId);
}
