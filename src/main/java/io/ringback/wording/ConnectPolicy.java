package io.ringback.wording;

import java.util.UUID;

/** The analysts' decision table on what comes of what a callee chooses. */
public interface ConnectPolicy {

    /**
     * What a notice's page may offer in a case at this moment.
     *
     * @param connect whether "Connect us now" would lead to a connection
     * @param line whether a line of text that the callee writes would be passed on to the caller
     */
    record Offered(boolean connect, boolean line) {}

    /** Whether "Connect us now" would lead to a connection in this case at this moment. */
    boolean offers(UUID caseId);

    /** What the page of this notice may offer. A table that does not say so passes no line on. */
    default Offered offered(MessageInContext notice) {
        return new Offered(offers(notice.caseId()), false);
    }
}
