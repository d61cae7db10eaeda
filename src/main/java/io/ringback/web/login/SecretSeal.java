package io.ringback.web.login;

import io.ringback.sealing.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small secrets for the database: AES-256-GCM under a key that HKDF-SHA256 (RFC 5869) derives from Ringback's secret, so that a
 * stolen table shows nothing. What is sealed for one owner opens for no other.
 */
final class SecretSeal {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int SHORTEST_SECRET = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /**
     * @param secret ringback.secret, the same on every node
     * @param purpose what is sealed: each purpose has a key of its own
     */
    SecretSeal(String secret, String purpose) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("ringback.secret must have at least " + SHORTEST_SECRET
                    + " random characters. Make one with: openssl rand -hex 32");
        }
        this.key = new SecretKeySpec(Hkdf.derive(secret.getBytes(StandardCharsets.UTF_8), purpose), "AES");
    }

    byte[] seal(byte[] plain, String owner) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, plain, owner);
        return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    }

    /** @throws IllegalStateException if it was sealed with another secret, for another owner, or changed since */
    byte[] open(byte[] sealed, String owner) {
        return apply(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(sealed, NONCE),
                Arrays.copyOfRange(sealed, NONCE, sealed.length),
                owner);
    }

    private byte[] apply(int mode, byte[] nonce, byte[] data, String owner) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "What was sealed does not open: ringback.secret is another one than then, or the row was changed."
                            + " A second factor is reset by an administrator in Second factors.",
                    e);
        }
    }
}
