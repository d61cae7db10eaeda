package io.ringback.telephony.diversion;

/** A request that cannot be understood. Only within this package; the sender hears the status. */
final class UnreadableRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    UnreadableRequest(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static UnreadableRequest malformed(String message) {
        return new UnreadableRequest(400, message);
    }

    int status() {
        return status;
    }
}
