package io.ringback.media.voice;

import java.util.Optional;
import java.util.UUID;

/**
 * An open case of somebody who has dialled Ringback's own number.
 *
 * @param messageId what a key answers; empty if it needs no message
 * @param phrase what is said of it, with the keys
 */
record WaitingCase(UUID caseId, Optional<UUID> messageId, Phrase phrase, SpokenFacts facts) {

    /** The same, as somebody hears of it who may not be the one whom it is about. */
    WaitingCase withoutName() {
        return new WaitingCase(caseId, messageId, phrase, facts.withoutName());
    }
}
