package io.ringback.web.operations.ladder;

import java.util.List;
import java.util.UUID;

/**
 * Whose ladder it is.
 *
 * @param cases the case, and those that were joined to it
 * @param names of the two, as far as they are known
 */
record LadderCase(UUID id, List<UUID> cases, List<String> names) {}
