package io.ringback.delivery;

import java.time.Instant;

/**
 * A message that waits.
 *
 * @param since when it could first have left
 * @param wanted whether the person still wants messages
 * @param leaving whether it left, and nobody has told what became of it
 * @param held whether a cap has held it back
 */
record Waiting(OutboundMessage message, Instant since, boolean wanted, boolean leaving, boolean held) {

    /** One that has just been written to somebody who wanted it, and may leave at once. */
    static Waiting since(Instant written, OutboundMessage message) {
        return new Waiting(message, written, true, false, false);
    }
}
