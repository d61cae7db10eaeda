package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One of the things that can happen to a case where it waits.
 *
 * @param message what comes; empty if it is a timer, or an operator's word
 * @param said what it says, such as YES; empty if nothing
 * @param timer how long the timer runs, as the diagram says it; empty if it is none
 */
public record Chance(Optional<CaseMessage> message, String said, Optional<String> timer) {

    /** When the timer runs out that begins now; empty if it is none. */
    public Optional<Instant> until(Instant now) {
        return timer.map(wait ->
                now.atZone(ZoneOffset.UTC).plus(WhatHappens.amount(wait)).toInstant());
    }
}
