package io.ringback.arrival;

import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;

/** How something came that is handed in, for the ladder of its case. */
public sealed interface AsItCame {

    /**
     * It is put on the ladder once it is stored.
     *
     * @param from who sent it
     * @param label what it is, in a few words
     * @param text as it was said
     */
    record Said(Protocol protocol, End from, String label, String text) implements AsItCame {

        /** From a server of which nothing else is known. */
        public static Said by(Upright server, Protocol protocol, String label, String text) {
            return new Said(protocol, End.of(server), label, text);
        }

        /** Addresses and texts reach no log. */
        @Override
        public String toString() {
            return protocol + " " + label;
        }
    }

    /** It is on the ladder already, if it belongs to a case. */
    record Seen(Strand strand) implements AsItCame {}
}
