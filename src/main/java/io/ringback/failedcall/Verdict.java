package io.ringback.failedcall;

/** What the classification table makes of a call's ending. */
public sealed interface Verdict {

    /** A failed call. */
    record Failed(Cause cause) implements Verdict {}

    /** None of our business. */
    record Nothing() implements Verdict {}

    /** The callee wants no more of this caller. */
    record Block() implements Verdict {}
}
