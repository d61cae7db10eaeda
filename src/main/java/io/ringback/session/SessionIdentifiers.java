package io.ringback.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes session identifiers: HMAC-SHA-256 over a message's random id and a purpose, keyed with Ringback's secret, cut
 * to 128 bits. The same message gets the same identifier when it is composed again after a crash, and nothing that acts
 * is ever stored (docs/decisions/0002-session-identifiers.md).
 */
public final class SessionIdentifiers {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;

    private final SecretKeySpec key;

    /**
     * @param secret at least 32 characters of randomness, the same on every node
     * @throws IllegalArgumentException if it is shorter
     */
    public SessionIdentifiers(String secret) {
        if (secret == null || secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("ringback.secret must have at least " + SHORTEST_SECRET
                    + " random characters. Make one with: openssl rand -hex 32");
        }
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The identifier that lets the receiver of message {@code messageId} do {@code purpose}. */
    public SessionIdentifier derive(UUID messageId, Purpose purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(16)
                    .putLong(messageId.getMostSignificantBits())
                    .putLong(messageId.getLeastSignificantBits())
                    .array());
            byte[] full = mac.doFinal(purpose.name().getBytes(StandardCharsets.US_ASCII));
            return new SessionIdentifier(Arrays.copyOf(full, SessionIdentifier.LENGTH));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
