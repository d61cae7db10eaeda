package io.ringback.media.webpush;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.ringback.protocol.http.ServerOrigin;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;

/** By which push services, and browsers, know that it is Ringback who writes (RFC 8292). */
final class VapidKey {

    /** At most a day (RFC 8292 2); a clock may be wrong. */
    private static final Duration VALID = Duration.ofHours(12);

    private static final int OCTETS = 32;
    private static final int POINT = 1 + 2 * OCTETS;

    private final ECKey key;
    private final String publicKey;
    private final String subject;

    /**
     * @throws IllegalStateException if the keys are none, or not of each other; it says what to set
     */
    VapidKey(String publicKey, String privateKey, String subject) {
        this.publicKey = publicKey.strip();
        this.subject = subject;
        byte[] point = octets("public-key", this.publicKey, POINT);
        byte[] number = octets("private-key", privateKey.strip(), OCTETS);
        try {
            key = new ECKey.Builder(
                            Curve.P_256,
                            Base64URL.encode(Arrays.copyOfRange(point, 1, 1 + OCTETS)),
                            Base64URL.encode(Arrays.copyOfRange(point, 1 + OCTETS, POINT)))
                    .d(Base64URL.encode(number))
                    .build();
            SignedJWT tried = signed("https://example.org", Instant.EPOCH);
            if (!tried.verify(new ECDSAVerifier(key.toPublicJWK()))) {
                throw notOfEachOther(null);
            }
        } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
            throw notOfEachOther(e);
        }
    }

    private static IllegalStateException notOfEachOther(Exception why) {
        return new IllegalStateException(
                "ringback.web-push.public-key and ringback.web-push.private-key are not of each other."
                        + " docs/web-push.md says how to make both.",
                why);
    }

    private static byte[] octets(String setting, String base64, int length) {
        try {
            byte[] octets = Base64.getUrlDecoder().decode(base64);
            if (octets.length == length) {
                return octets;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the key.
        }
        throw new IllegalStateException("ringback.web-push." + setting + " is not " + length
                + " octets in base64url. docs/web-push.md says how to make both keys.");
    }

    /** The value of {@code Authorization} for a push service (RFC 8292 3). */
    String authorization(URI endpoint, Instant now) {
        try {
            return "vapid t="
                    + signed(ServerOrigin.of(endpoint), now.plus(VALID)).serialize() + ", k=" + publicKey;
        } catch (JOSEException e) {
            throw new IllegalStateException("The key was tried when Ringback started.", e);
        }
    }

    private SignedJWT signed(String audience, Instant until) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .build(),
                new JWTClaimsSet.Builder()
                        .audience(audience)
                        .expirationTime(Date.from(until))
                        .subject(subject)
                        .build());
        token.sign(new ECDSASigner(key));
        return token;
    }
}
