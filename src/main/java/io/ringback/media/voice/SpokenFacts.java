package io.ringback.media.voice;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import io.ringback.wording.Standing;
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
 * @param callerUnverified whether the caller's number could not be verified, so that somebody else may have called
 * @param connect whether the callee is offered to be connected now
 * @param later whether the callee is offered to be connected in ten minutes
 * @param standing how an open case stands; empty if it is not about that
 * @param reachable whether nobody has called the listener of a notification: they tried first, and the other one can be reached
 * @param told when the callee was told, in words; empty if they were not, or it is not about that
 * @param standsInFor who was called, if the listener is told in their stead
 * @param dial the number that is lent to the message, {@code +46...}; empty if it names none
 */
public record SpokenFacts(
        String name,
        Cause cause,
        Medium medium,
        int attempts,
        Optional<String> reachableOn,
        boolean returned,
        boolean conference,
        boolean callerUnverified,
        boolean connect,
        boolean later,
        boolean reachable,
        Optional<Standing> standing,
        Optional<String> told,
        Optional<String> standsInFor,
        Optional<String> dial) {

    /** The same, without anybody's name: the recordings say it. */
    SpokenFacts withoutName() {
        return new SpokenFacts(
                "",
                cause,
                medium,
                attempts,
                Optional.empty(),
                returned,
                conference,
                callerUnverified,
                connect,
                later,
                reachable,
                standing,
                told,
                standsInFor.map(name -> ""),
                Optional.empty());
    }

    /** What a message is about that does not tell how a case stands, nor of a caller who may be somebody else. */
    public SpokenFacts(
            String name,
            Cause cause,
            Medium medium,
            int attempts,
            Optional<String> reachableOn,
            boolean returned,
            boolean conference,
            boolean connect) {
        this(
                name,
                cause,
                medium,
                attempts,
                reachableOn,
                returned,
                conference,
                false,
                connect,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
