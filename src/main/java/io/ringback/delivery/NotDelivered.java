package io.ringback.delivery;

/**
 * Thrown by an adapter that knows itself what its failure means for the message, so that nobody need read it from its
 * protocol's exceptions.
 */
public final class NotDelivered extends RuntimeException {

    private final transient Failure failure;

    /**
     * @param failure whether to try again, and why it was needed
     */
    public NotDelivered(Failure failure) {
        // Thrown for each of thousands that wait their turn: the trace would tell nothing.
        super(failure.problem(), null, false, false);
        this.failure = failure;
    }

    /** What it means. */
    public Failure failure() {
        return failure;
    }
}
