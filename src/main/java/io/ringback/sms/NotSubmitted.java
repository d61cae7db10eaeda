package io.ringback.sms;

import io.ringback.delivery.Failure;

/** A message that the SMSC has not, or not for certain, taken. */
final class NotSubmitted extends Exception {

    private final transient Failure failure;

    NotSubmitted(Failure failure) {
        // Thrown for each of thousands that wait their turn: the trace would tell nothing.
        super(failure.problem(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
