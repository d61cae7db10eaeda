package io.ringback.media.smsgateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Tells whether a callback is the gateway's: an Ed25519 signature (RFC 8032) over the time in seconds, a bar, and the body as
 * it came. There is no secret here that the time of a comparison could betray.
 */
final class CallbackSignature {

    /** What a SubjectPublicKeyInfo of Ed25519 (RFC 8410) has before the 32 bytes of the key. */
    private static final String KEY_INFO = "302a300506032b6570032100";

    private static final int KEY_LENGTH = 32;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final PublicKey key;
    private final Duration age;
    private final Clock clock;

    /**
     * @param publicKey 32 bytes in base64
     * @param age how far the time of a callback may be from ours
     * @throws IllegalStateException if it is no such key
     */
    CallbackSignature(String publicKey, Duration age, Clock clock) {
        this.key = read(publicKey);
        this.age = age;
        this.clock = clock;
    }

    private static PublicKey read(String publicKey) {
        try {
            byte[] bytes = Base64.getDecoder().decode(publicKey.strip());
            if (bytes.length != KEY_LENGTH) {
                throw new IllegalArgumentException("It has " + bytes.length + " bytes, not " + KEY_LENGTH + ".");
            }
            String info = KEY_INFO + HexFormat.of().formatHex(bytes);
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(info)));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "ringback.sms.gateway.public-key is no Ed25519 key in base64. Copy it from your gateway's portal. "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * @param seconds the time that was signed, in seconds since 1970
     * @param signature in base64
     * @throws ForgedCallback if it is not the gateway's, or not of now
     */
    void verify(String seconds, String signature, byte[] body) {
        if (seconds.isEmpty() || signature.isEmpty()) {
            throw new ForgedCallback("it is not signed");
        }
        if (!SECONDS.matcher(seconds).matches()) {
            throw new ForgedCallback("its time is no number of seconds");
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), clock.instant())
                .abs();
        if (apart.compareTo(age) > 0) {
            throw new ForgedCallback("its time is too far from ours");
        }
        if (!isSigned(seconds, signature, body)) {
            throw new ForgedCallback("its signature is wrong");
        }
    }

    private boolean isSigned(String seconds, String signature, byte[] body) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update((seconds + "|").getBytes(StandardCharsets.US_ASCII));
            ed25519.update(body);
            return ed25519.verify(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is missing in this Java: " + e.getMessage(), e);
        }
    }
}
