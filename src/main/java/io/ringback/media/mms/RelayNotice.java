package io.ringback.media.mms;

import java.util.Map;

/**
 * What a relay handed in, and what it is to be answered when that is done.
 *
 * @param kind where it goes
 * @param event the map for that endpoint (docs/adapters.md)
 * @param taken the answer once it is durable, or at once if it goes nowhere
 * @param refused the answer if it cannot be used
 * @param later the answer if it has to come again
 */
public record RelayNotice(
        Kind kind, Map<String, Object> event, RelayAnswer taken, RelayAnswer refused, RelayAnswer later) {

    /** Where a notice goes. */
    public enum Kind {
        /** {@code direct:reply-received}. */
        REPLY,
        /** {@code direct:delivery-report}. */
        REPORT,
        /** Nowhere: it was refused, or says nothing that matters. */
        NONE
    }
}
