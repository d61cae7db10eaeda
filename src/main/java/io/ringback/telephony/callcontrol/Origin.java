package io.ringback.telephony.callcontrol;

import java.security.SecureRandom;

/**
 * The origin (o=, RFC 8866 5.2) of all that is sent to one phone: a number of its own, so that nothing tells whose
 * description it was, and a version that goes up by one whenever the description changes (RFC 3264 section 8).
 */
final class Origin {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final long session = RANDOM.nextLong() >>> 2;
    private final String address;
    private long version;
    private String last = "";

    Origin(String address) {
        this.address = address;
    }

    /** The text to send for a description. */
    String write(SessionDescription description) {
        String text = description.text("o=");
        if (!text.equals(last)) {
            version++;
            last = text;
        }
        return description.text(
                "o=- " + session + " " + version + " IN " + SessionDescription.family(address) + " " + address);
    }
}
