package io.ringback.web.operations.find;

/** What may be wrong with a case so that it asks for a person. */
public enum Trouble {
    /** Its process does not go on by itself. */
    INCIDENT,
    /** It does not agree with its process. */
    OUT_OF_STEP,
    /** A message of it could not be delivered. */
    UNDELIVERED
}
