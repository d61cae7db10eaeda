package io.ringback.delivery;

/**
 * Thrown by a composer or an adapter when trying again would not help: the message fails at once, and its case goes on
 * another way.
 */
public final class CannotBeDelivered extends RuntimeException {

    /**
     * @param problem for operators, as a sentence; holds no address
     */
    public CannotBeDelivered(String problem) {
        super(problem);
    }
}
