package io.ringback.cases;

/** What the caller says to a time that the callee has named and that is not soon. */
public enum TimeAnswer {
    /** They are being asked. */
    AWAITED,
    /** It suits them. */
    YES,
    /** It does not. */
    NO,
    /** Nothing: they were not reached, or did not answer before that time. */
    NONE
}
