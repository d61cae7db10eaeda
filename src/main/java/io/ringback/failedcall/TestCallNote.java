package io.ringback.failedcall;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What was told of a call of the test accounts, and what Ringback makes of it.
 *
 * @param number rises from note to note
 * @param at when it was told
 * @param callId the id that the switch gave the call
 * @param callerRight whether the caller was the test caller
 * @param calleeRight whether the callee was the test callee
 * @param verdict a cause, if it is a failed call; ANSWERED; BLOCK; NOTHING
 * @param cause if the switch itself named one
 * @param sipStatus if it was told
 * @param q850 if it was told
 * @param rang whether the phone rang; absent for an answered call
 * @param ringSeconds for how long; absent for an answered call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestCallNote(
        long number,
        Instant at,
        String callId,
        boolean callerRight,
        boolean calleeRight,
        String verdict,
        Cause cause,
        Integer sipStatus,
        Integer q850,
        Boolean rang,
        Integer ringSeconds) {}
