package io.ringback.delivery;

/** What an adapter's exception means for the message. */
public sealed interface Failure {

    /** For operators; holds no address. */
    String problem();

    /** The message has certainly not been taken; it may be later. */
    record NotTaken(String problem) implements Failure {}

    /** The connection was lost before the server's answer: it may have been taken. */
    record AnswerLost(String problem) implements Failure {}

    /** It will never be taken. */
    record Refused(String problem) implements Failure {}

    /** Tells what an exception of one medium's adapter means. */
    interface Reader {
        io.ringback.directory.Medium medium();

        Failure read(Throwable thrown);
    }
}
