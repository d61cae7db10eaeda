package io.ringback.delivery;

import io.ringback.directory.Medium;
import java.time.Duration;

/** What an adapter's exception means for the message. */
public sealed interface Failure {

    /** For operators; holds no address. */
    String problem();

    /** The message has certainly not been taken; it may be later. */
    record NotTaken(String problem) implements Failure {}

    /** The connection was lost before the server's answer: it may have been taken. */
    record AnswerLost(String problem) implements Failure {}

    /**
     * The server takes no more at the moment and says so: the message waits its turn, however long, and that is no failed
     * try.
     *
     * @param pause how long until it should be tried again
     */
    record Slowed(String problem, Duration pause) implements Failure {}

    /** The server holds as many as it may, and this one was not offered to it. That is no failed try, but the message has only so long. */
    record TurnedAway(String problem) implements Failure {}

    /** It will never be taken. */
    record Refused(String problem) implements Failure {}

    /** Tells what an exception of one medium's adapter means. */
    interface Reader {
        Medium medium();

        /**
         * What an exception means.
         *
         * @param thrown by the adapter
         * @param body of the parcel that the adapter was given; it may know whether it was handed over
         */
        Failure read(Throwable thrown, Object body);
    }
}
