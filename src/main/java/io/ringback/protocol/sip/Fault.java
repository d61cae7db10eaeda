package io.ringback.protocol.sip;

/**
 * Why a request cannot be understood, to be answered without a transaction.
 *
 * @param status 400 and others
 * @param reason says what to mend, and nothing of what was sent
 * @param fatal whether nothing after it on the same connection can be understood either
 */
record Fault(int status, String reason, boolean fatal) {

    static Fault bad(String reason) {
        return new Fault(400, reason, false);
    }

    /** Where the message ends is not known. */
    static Fault unframed(String reason) {
        return new Fault(400, reason, true);
    }
}
