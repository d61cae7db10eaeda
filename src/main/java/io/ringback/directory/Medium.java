package io.ringback.directory;

/** A way of communicating (claims 4 and 16). The order is that of DESIGN.md and carries no preference. */
public enum Medium {
    VOICE,
    EMAIL,
    SMS,
    MMS,
    INSTANT_MESSAGE
}
