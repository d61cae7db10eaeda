package io.ringback.benchmark.bare;

import java.time.Instant;

/**
 * The event, as JSON has it.
 *
 * @param caller phone number, with {@code +}
 * @param callee likewise
 */
record FailedCallTold(String id, String caller, String callee, String medium, String cause, Instant occurredAt) {}
