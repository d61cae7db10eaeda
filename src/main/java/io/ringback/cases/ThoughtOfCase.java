package io.ringback.cases;

import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.time.LocalDateTime;
import java.util.Set;

/**
 * A case that an analyst thinks of, between two people whom there are not.
 *
 * @param caller by which media the caller can be reached
 * @param callee the same for the callee
 * @param deputy the same for who stands in for the callee; empty if nobody does
 * @param onTheLine whether the caller still holds the telephone
 * @param alwaysNotifies whether the caller need not be asked
 * @param calleeNever whether the callee wants no messages
 * @param quietAtNight whether both have quiet hours from 22 to 7
 * @param opened when, on both people's clock
 */
public record ThoughtOfCase(
        Medium failed,
        Cause cause,
        Set<Medium> caller,
        Set<Medium> callee,
        Set<Medium> deputy,
        boolean onTheLine,
        boolean alwaysNotifies,
        boolean calleeNever,
        boolean quietAtNight,
        LocalDateTime opened) {

    public ThoughtOfCase {
        caller = Set.copyOf(caller);
        callee = Set.copyOf(callee);
        deputy = Set.copyOf(deputy);
    }
}
