package io.ringback.cases;

/** What came of looking for a time that suits both people of a case. */
public enum ForBoth {
    /** One was found, and named in the callee's stead. */
    FOUND,
    /** There is none in the time that is looked at. */
    NONE
}
