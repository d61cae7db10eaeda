package io.ringback.failedcall;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What the inbox calls the event of a call, by what others call the call. */
public final class CallIds {

    /** Before the id that a failed call was told with. */
    public static final String FAILED = "failed-call:";

    /** Before the id that an answered call was told with. */
    public static final String ANSWERED = "answered-call:";

    private CallIds() {}

    /** The id that a call is told with by its SIP Call-ID. Hashed, since a Call-ID tells the address of the caller's phone. */
    public static String ofSipCall(String callId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(callId.getBytes(StandardCharsets.UTF_8));
            return "sip-" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** What events may be called that tell of the call, or are it, that somebody calls {@code id}. */
    public static List<String> events(String id) {
        String sip = ofSipCall(id);
        return List.of(id, FAILED + id, ANSWERED + id, FAILED + sip, ANSWERED + sip);
    }
}
