package io.ringback.media.voice;

import java.util.UUID;

/**
 * A case that waits for a callee who has dialled Ringback's own number.
 *
 * @param messageId of the notification whose contact means a key is
 */
record WaitingCase(UUID caseId, UUID messageId, SpokenFacts facts) {}
