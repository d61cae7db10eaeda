package io.ringback.failedcall;

/** A call that nobody answered, as it was told: with its cause, or with the codes that it ended with. */
public sealed interface UnansweredCall permits FailedCall, EndedCall {}
