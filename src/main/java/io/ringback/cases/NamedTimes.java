package io.ringback.cases;

import java.time.Instant;
import java.util.Optional;

/**
 * The times that the callee of a case has named.
 *
 * @param callAt when they want to be called, by the last one; empty if they have named none, or have chosen otherwise since
 * @param count how often they have named one
 */
public record NamedTimes(Optional<Instant> callAt, int count) {}
