package io.ringback.arrival;

/** The way in for what listens by itself. What was handed in is durable on return. */
@FunctionalInterface
public interface Entrance {

    /**
     * Hands it in.
     *
     * @throws IllegalArgumentException if it will never be taken as it is
     * @throws Exception if it could not be stored now
     */
    void handIn(HandedIn what) throws Exception;
}
