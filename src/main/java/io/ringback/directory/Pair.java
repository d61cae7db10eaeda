package io.ringback.directory;

import java.util.Optional;

/**
 * The two people of a failed call, as far as they are known.
 *
 * @param caller who tried; empty if nobody has the address
 * @param callee who was to be reached; empty if nobody has the address
 * @param blocked whether the callee does not want to be notified about the caller
 */
public record Pair(Optional<Person> caller, Optional<Person> callee, boolean blocked) {}
