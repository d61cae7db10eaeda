package io.ringback.delivery;

/**
 * The body of a {@link Composer.Parcel} that knows when it is written to its server: it tells then, and not before. So what is only
 * on its way there when a node dies was certainly not sent.
 */
public interface Departing {

    /** @param departure to be told right before the first byte is written */
    void departsBy(Departure departure);
}
