package io.ringback.cases;

/** Why the two of a case have changed roles. */
public enum WhyTurned {
    /** The caller did not answer the returned call. */
    MISSED,
    /** The callee has said on which telephone they can be reached, and the caller may have them rung there, once. */
    REACHABLE
}
