package io.ringback.delivery;

/** Thrown by an adapter that knows what its failure means for the message. */
public final class NotDelivered extends RuntimeException {

    private final transient Failure failure;

    public NotDelivered(Failure failure) {
        super(failure.problem());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
