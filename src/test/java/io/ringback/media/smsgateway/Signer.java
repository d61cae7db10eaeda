package io.ringback.media.smsgateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs callbacks as the gateway does, with a key of this run. */
final class Signer {

    private static final KeyPair KEYS = generate();

    /** As the gateway's portal shows it. */
    static final String PUBLIC_KEY = raw(KEYS);

    private Signer() {}

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String raw(KeyPair keys) {
        byte[] encoded = keys.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    static String sign(Instant at, String body) {
        return sign(KEYS, at, body);
    }

    static String signAsAnother(Instant at, String body) {
        return sign(generate(), at, body);
    }

    private static String sign(KeyPair keys, Instant at, String body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update((at.getEpochSecond() + "|" + body).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
