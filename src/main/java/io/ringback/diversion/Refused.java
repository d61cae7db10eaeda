package io.ringback.diversion;

/** A request that cannot be understood. Only within this package; the sender hears the status. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    Refused(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refused malformed(String message) {
        return new Refused(400, message);
    }

    int status() {
        return status;
    }
}
