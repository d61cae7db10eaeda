package io.ringback.web.login;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.web.util.UriUtils;

/**
 * The codes that a device shows (TOTP, RFC 6238): 6 digits, new every 30 s, by HMAC-SHA-1, which is what every authenticator app can do.
 * The step before and the one after count too, for clocks that are apart (RFC 6238 5.2).
 */
final class TimeCodes {

    private static final int SECRET_LENGTH = 20;
    private static final int STEPS_APART = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final SecureRandom random = new SecureRandom();

    byte[] newSecret() {
        byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        return secret;
    }

    /** As a person types it. */
    static String text(byte[] secret) {
        return new Base32().encodeToString(secret);
    }

    /** What a QR code holds for an authenticator app (the key URI format of Google Authenticator, which all of them read). */
    static String uri(byte[] secret, String account, String site) {
        return "otpauth://totp/" + encoded(site) + ":" + encoded(account) + "?secret=" + text(secret) + "&issuer="
                + encoded(site);
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    /** The time step that the code belongs to, around now; empty if it is none of this secret's. */
    OptionalLong step(byte[] secret, String code, Instant now) {
        long step = generator.getTimeStep().toSeconds();
        long current = now.getEpochSecond() / step;
        OptionalLong found = OptionalLong.empty();
        for (long tried = current - STEPS_APART; tried <= current + STEPS_APART; tried++) {
            byte[] expected = code(secret, Instant.ofEpochSecond(tried * step)).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, code.getBytes(StandardCharsets.UTF_8))) {
                found = OptionalLong.of(tried);
            }
        }
        return found;
    }

    /** What the device shows at that time. */
    String code(byte[] secret, Instant at) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(secret, generator.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Any bytes are a key", e);
        }
    }
}
