package io.ringback.sipmessage;

/** A MESSAGE is answered with that status, and nothing else comes of it. */
final class Refused extends RuntimeException {

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final int status;

    private Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refused malformed(String why) {
        return new Refused(BAD_REQUEST, why);
    }

    static Refused tooLarge() {
        return new Refused(TOO_LARGE, "It is too long");
    }

    static Refused unsupported() {
        return new Refused(UNSUPPORTED_MEDIA_TYPE, "It is neither text nor a disposition notification");
    }

    int status() {
        return status;
    }

    /** RFC 3261 21.4.13: a 415 says what would be taken. */
    boolean isOfType() {
        return status == UNSUPPORTED_MEDIA_TYPE;
    }
}
