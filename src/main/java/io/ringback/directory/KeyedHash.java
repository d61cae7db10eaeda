package io.ringback.directory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What may be kept of an address to know it again, and not to read it: HMAC-SHA-256, keyed with Ringback's secret. Without the secret
 * nobody can try all telephone numbers there are until one fits.
 */
@Component
public class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param secret of Ringback; whoever starts the application has seen to it that it is long enough */
    public KeyedHash(@Value("${ringback.secret:}") String secret) {
        try {
            // A key of its own, so that no hash of an address is ever a session identifier.
            byte[] own = MessageDigest.getInstance("SHA-256")
                    .digest(("hash of an address:" + secret).getBytes(StandardCharsets.UTF_8));
            this.key = new SecretKeySpec(own, ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The same 32 bytes for each way in which a switch may spell the address. */
    public byte[] of(Address address) {
        List<Address> spellings = address.spellings();
        String spelled = spellings.get(spellings.size() - 1).uri();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(spelled.replaceFirst("^sips:", "sip:").getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
