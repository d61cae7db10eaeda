package io.ringback.delivery;

/** The body of a {@link Composer.Parcel} that can be read without being changed by it, for the ladder of its case. */
public interface Told {

    /** What it says, as people read it. */
    String said();

    /** What was spoken with its server, line by line; empty if that is not known. */
    String spoken();
}
