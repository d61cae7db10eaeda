package io.ringback.failedcall;

import io.ringback.directory.Address;

/** A call that nobody answered, as it was told: with its cause, or with the codes that it ended with. */
public sealed interface UnansweredCall permits FailedCall, EndedCall {

    /** Whom the caller tried to reach. */
    Address callee();
}
