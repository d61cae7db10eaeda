package io.ringback.media.sipmessage;

/** A MESSAGE is answered with that status, and nothing else comes of it. */
final class RefusedMessage extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final int status;

    private RefusedMessage(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static RefusedMessage malformed(String why) {
        return new RefusedMessage(BAD_REQUEST, why);
    }

    static RefusedMessage tooLarge() {
        return new RefusedMessage(TOO_LARGE, "It is too long");
    }

    static RefusedMessage unsupported() {
        return new RefusedMessage(UNSUPPORTED_MEDIA_TYPE, "It is neither text nor a disposition notification");
    }

    int status() {
        return status;
    }

    /** RFC 3261 21.4.13: a 415 says what would be taken. */
    boolean isOfType() {
        return status == UNSUPPORTED_MEDIA_TYPE;
    }
}
