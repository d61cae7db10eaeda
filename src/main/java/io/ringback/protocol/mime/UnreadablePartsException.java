package io.ringback.protocol.mime;

/** A body that says that it has parts, and whose parts cannot be told apart. The message quotes nothing of it. */
public final class UnreadablePartsException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadablePartsException(Exception cause) {
        super("The body has no parts that can be told apart, or too many", cause);
    }
}
