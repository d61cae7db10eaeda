package io.ringback.protocol.sdp;

import java.security.SecureRandom;

/**
 * The origin (o=, RFC 8866 5.2) of all that is sent to one phone: a number of its own, so that nothing tells whose
 * description it was, and a version that goes up by one whenever the description changes (RFC 3264 section 8).
 */
public final class Origin {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final long session = RANDOM.nextLong() >>> 2;
    private final ConnectionAddress address;
    private long version;
    private String last = "";

    /** @param address of whoever sends */
    public Origin(String address) {
        this.address = ConnectionAddress.of(address);
    }

    /** The text to send for a description. */
    public String write(SessionDescription description) {
        String text = description.text("o=");
        if (!text.equals(last)) {
            version++;
            last = text;
        }
        return description.text(line(session, version, address));
    }

    /** The o= line, with nobody's name. */
    static String line(long session, long version, ConnectionAddress address) {
        return "o=- " + session + " " + version + " " + address.value();
    }
}
