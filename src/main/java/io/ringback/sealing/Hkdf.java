package io.ringback.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104), and keys derived with it (HKDF, RFC 5869), which Java 17 does not have. */
public final class Hkdf {

    private static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    /**
     * A key of 32 octets, without a salt.
     *
     * @param info what the key is for: each purpose has one of its own
     */
    public static byte[] derive(byte[] material, String info) {
        return derive(new byte[32], material, info.getBytes(StandardCharsets.UTF_8));
    }

    /** The first block of RFC 5869 section 2.3. */
    static byte[] derive(byte[] salt, byte[] material, byte[] info) {
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hmac(hmac(salt, material), block);
    }
}
