package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.SipRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalInt;

/** Headers between a switch and Ringback that no RFC has (docs/switch.md). A switch takes them away from phones. */
public final class CallHeaders {

    /** What names the caller's own leg, the same in all that the switch tells of a call: its Call-ID, or a hash of it. */
    static final String CALL_ID = "Ringback-Call-ID";

    /** For how many seconds the callee's phone rang; absent if it did not ring. */
    static final String RING_TIME = "Ringback-Ring-Time";

    /** In each INVITE of a connection that Ringback sets up: such a call never comes back as a failed one. */
    public static final String CONNECTION = "Ringback-Connection";

    private static final int LONGEST_RINGING = 3600;

    private CallHeaders() {}

    /**
     * The id of the call's event. Everything about one call has the same: retransmissions, forks, and what comes again by
     * another way. Hashed, since a Call-ID tells the address of the caller's phone.
     */
    static String eventId(SipRequest request) {
        String callId = request.first(CALL_ID)
                .or(() -> request.first("Call-ID"))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> UnreadableRequest.malformed("The Call-ID is missing"));
        return eventId(callId);
    }

    /** The same of what names the caller's own leg. */
    static String eventId(String callId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(callId.getBytes(StandardCharsets.UTF_8));
            return "sip-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Empty if the switch does not say. */
    static OptionalInt ringSeconds(SipRequest request) {
        return request.first(RING_TIME)
                .map(String::strip)
                .map(text -> {
                    if (!text.matches("[0-9]{1,6}")) {
                        throw UnreadableRequest.malformed(RING_TIME + " is no number of seconds");
                    }
                    return OptionalInt.of(Math.min(Integer.parseInt(text), LONGEST_RINGING));
                })
                .orElse(OptionalInt.empty());
    }
}
