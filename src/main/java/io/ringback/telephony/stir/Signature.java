package io.ringback.telephony.stir;

/** What the Identity headers of a call come to. */
public enum Signature {

    /** Somebody whom we trust has signed that the caller may use the number. */
    VOUCHES,

    /** There is one, but it is wrong, about another call, of nobody whom we trust, or says that nobody knows the caller. */
    DOES_NOT_HOLD,

    /** There is one, but too old for the call, or the certificate could not be had: it may have held. */
    UNDECIDED,

    /** There is none that says anything of the caller, or we trust nobody's. */
    NONE
}
