package io.ringback.media.mms;

import io.ringback.arrival.HandedIn;

/**
 * What a relay handed in, and what it is to be answered when that is done.
 *
 * @param handedIn what it says; nothing if it was refused, or says nothing that matters
 * @param taken the answer once it is durable, or at once if there is nothing to store
 * @param refused the answer if it cannot be used
 * @param later the answer if it has to come again
 */
public record RelayNotice(HandedIn handedIn, RelayAnswer taken, RelayAnswer refused, RelayAnswer later) {

    /** What says nothing to Ringback, and is answered so whatever becomes of it. */
    static RelayNotice answered(RelayAnswer answer) {
        return new RelayNotice(HandedIn.NOTHING, answer, answer, answer);
    }
}
