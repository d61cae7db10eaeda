package io.ringback.failedcall;

/** How urgent a caller says that a call is. Nobody vouches for it: what it is good for is a table's to say. */
public enum Urgency {
    NORMAL,
    URGENT
}
