package io.ringback.delivery;

/**
 * The body of a {@link Composer.Parcel} that knows when it is written to its server: it tells then, and not before. So what is only
 * on its way there when a node dies was certainly not sent.
 */
public interface Departing {

    /** Is to tell {@code departure} right before its first byte is written. */
    void departsBy(Departure departure);
}
