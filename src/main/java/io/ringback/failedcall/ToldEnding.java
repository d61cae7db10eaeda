package io.ringback.failedcall;

/**
 * How a call failed, as it was told: by its cause, or by the codes that it ended with. Null where nothing is said.
 *
 * @param cause why it failed, if the sender knows
 * @param sipStatus the final SIP status of the call
 * @param q850 the Q.850 cause
 * @param rang whether the callee's phone rang
 * @param ringSeconds for how many seconds
 */
public record ToldEnding(Cause cause, Integer sipStatus, Integer q850, Boolean rang, Integer ringSeconds) {

    boolean hasCodes() {
        return sipStatus != null || q850 != null || rang != null || ringSeconds != null;
    }

    int seconds() {
        return ringSeconds == null ? 0 : ringSeconds;
    }
}
