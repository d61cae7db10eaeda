package io.ringback.inbox;

/** More events come than can be stored. This one was not, and its sender must send it again. */
public class TooManyEvents extends RuntimeException {

    /** @param most that may wait to be stored */
    public TooManyEvents(int most) {
        super("More events come than can be stored just now: " + most + " wait for it (ringback.burst.storing).");
    }
}
