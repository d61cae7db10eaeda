package io.ringback.inbox;

import java.time.Duration;

/**
 * More events come than can be stored. Its sender must send this one again; if it was stored at the last moment all the same, that is
 * known by its id.
 */
public class TooManyEvents extends RuntimeException {

    /** @param most that may wait to be stored */
    public TooManyEvents(int most) {
        this("More events come than can be stored just now: " + most + " wait for it (ringback.burst.storing).");
    }

    private TooManyEvents(String message) {
        super(message);
    }

    static TooManyEvents forTooLong(Duration waited) {
        return new TooManyEvents("This event could not be stored within " + waited.toSeconds()
                + " seconds. Send it again with the same id.");
    }

    static TooManyEvents ofTheSameTwo(int most) {
        return new TooManyEvents(most + " calls between the same two addresses are stored and wait to be handled. More"
                + " of them are not stored until some have been.");
    }
}
