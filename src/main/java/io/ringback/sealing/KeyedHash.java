package io.ringback.sealing;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 (RFC 2104) with one key. It is set up once and copied for each text, because to look the algorithm up and set the key
 * costs more than the hash of an address. Safe for use by many threads.
 */
final class KeyedHash {

    private static final String HMAC = "HmacSHA256";

    private final Mac ready;

    KeyedHash(byte[] key) {
        try {
            ready = Mac.getInstance(HMAC);
            ready.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }

    byte[] of(byte[] text) {
        try {
            return ((Mac) ready.clone()).doFinal(text);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + HMAC + " can be copied", e);
        }
    }
}
