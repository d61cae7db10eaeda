package io.ringback.mms;

import io.ringback.delivery.Failure;

/** That the relay has not taken a message, or has not said so. */
final class NotAccepted extends Exception {

    private final transient Failure failure;

    NotAccepted(Failure failure) {
        super(failure.problem());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
