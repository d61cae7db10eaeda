package io.ringback.web.security;

/** Who has logged in cannot be told just now. It is asked before anything is done, so the same request may be sent again. */
public final class LoginsNotReadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param cause what the database says */
    public LoginsNotReadable(RuntimeException cause) {
        super("Who has logged in cannot be read", cause);
    }
}
