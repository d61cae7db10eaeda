package io.ringback.web.operations.cockpit;

import java.time.Instant;
import java.util.UUID;

/**
 * A case that is over, as a row: names, but no address.
 *
 * @param caller the name; null for someone we do not know
 * @param callee likewise
 * @param cause why the call failed, in words
 * @param outcome in words
 * @param reason of the outcome; null if it needs none
 */
record EndedRow(
        UUID id,
        String caller,
        String callee,
        String cause,
        Instant opened,
        Instant ended,
        String outcome,
        String reason) {}
