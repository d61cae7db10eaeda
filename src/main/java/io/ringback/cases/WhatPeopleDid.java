package io.ringback.cases;

import io.ringback.cases.Journal.Step;
import io.ringback.directory.Medium;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people did in one earlier case, and what became of what was sent. Nothing of what they wrote.
 *
 * @param ended whether the case is over, so that nothing more will happen
 * @param left the kinds of messages that left, and to which somebody could react
 * @param onTheLine whether the caller was asked in the call itself
 * @param answers of the caller, since they were asked
 * @param choices of the callee, since they were notified
 * @param connections how each ended, since it was begun
 * @param withdrew when the caller withdrew, since the case opened; empty if they did not
 * @param reachedMeanwhile the same for that the two reached each other
 * @param failures messages that could not be delivered
 */
public record WhatPeopleDid(
        boolean ended,
        Set<Step> left,
        boolean onTheLine,
        List<Reaction> answers,
        List<Reaction> choices,
        List<Reaction> connections,
        Optional<Duration> withdrew,
        Optional<Duration> reachedMeanwhile,
        List<Failure> failures) {

    /** Nobody knows anything of the case. */
    public static final WhatPeopleDid UNKNOWN = new WhatPeopleDid(
            false, Set.of(), false, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    public WhatPeopleDid {
        left = Set.copyOf(left);
        answers = List.copyOf(answers);
        choices = List.copyOf(choices);
        connections = List.copyOf(connections);
        failures = List.copyOf(failures);
    }

    /** @param what a word, as the journal has it */
    public record Reaction(String what, Duration after) {}

    /** @param after since the message was written */
    public record Failure(Step kind, Medium medium, Duration after) {}
}
