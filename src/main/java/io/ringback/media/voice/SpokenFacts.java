package io.ringback.media.voice;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.util.Optional;

/**
 * What a spoken message is about.
 *
 * @param name the other's, as the directory has it
 * @param cause why the call failed
 * @param medium by which it failed
 * @param attempts how often the caller has tried
 * @param reachableOn what the callee calls the device on which they can be reached
 * @param returned whether the callee returned the call already, in vain
 * @param conference whether the callee was to join one
 * @param connect whether the callee is offered to be connected now
 */
public record SpokenFacts(
        String name,
        Cause cause,
        Medium medium,
        int attempts,
        Optional<String> reachableOn,
        boolean returned,
        boolean conference,
        boolean connect) {}
