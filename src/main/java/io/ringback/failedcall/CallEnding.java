package io.ringback.failedcall;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a switch saw a call end. Per call, not per branch of a forked one.
 *
 * @param sipStatus the final response to the caller, if SIP
 * @param q850 the Q.850 cause, if one was given
 * @param rang whether the callee's phone rang (180 was seen)
 * @param ringing for how long; zero if unknown
 */
public record CallEnding(OptionalInt sipStatus, OptionalInt q850, boolean rang, Duration ringing) {}
