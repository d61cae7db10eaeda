package io.ringback.protocol.sdp;

/** A text that is no session description. The message says what is wrong with it and quotes nothing of it. */
public final class UnreadableDescriptionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean tooLong;

    private UnreadableDescriptionException(String reason, boolean tooLong) {
        super(reason, null, false, false);
        this.tooLong = tooLong;
    }

    static UnreadableDescriptionException malformed(String reason) {
        return new UnreadableDescriptionException(reason, false);
    }

    static UnreadableDescriptionException tooLong() {
        return new UnreadableDescriptionException("The session description is too long", true);
    }

    /** Whether it was not read for its length alone. */
    public boolean isTooLong() {
        return tooLong;
    }
}
