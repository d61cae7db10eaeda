package io.ringback.failedcall;

/** Why a call failed. */
public enum Cause {
    BUSY,
    NO_ANSWER,
    UNREACHABLE,
    REJECTED,
    NOT_FOUND,
    /** A mail that could not be delivered (P14). */
    UNDELIVERABLE
}
