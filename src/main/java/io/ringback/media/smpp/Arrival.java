package io.ringback.media.smpp;

import java.util.Map;

/**
 * What came in, as docs/adapters.md has it.
 *
 * @param kind which of the endpoints it is for
 */
record Arrival(Kind kind, Map<String, Object> fields) {

    enum Kind {
        /** A text that a person wrote. */
        REPLY,
        /** What became of a message of ours. */
        REPORT
    }

    /** Stores what came in. */
    interface Listener {

        /**
         * Stores it.
         *
         * @throws IllegalArgumentException if it will never be taken
         * @throws Exception if it may be taken later
         */
        void on(Arrival arrival) throws Exception;
    }
}
