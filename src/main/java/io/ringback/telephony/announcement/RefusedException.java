package io.ringback.telephony.announcement;

/** A request that cannot be met: the status to answer, and a sentence for whoever reads the trace. */
final class RefusedException extends Exception {

    private final int status;

    RefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
