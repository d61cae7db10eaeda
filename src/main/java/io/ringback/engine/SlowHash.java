package io.ringback.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Stores operators' passwords as bcrypt, which makes each guess at a stolen table cost. The engine's interface for this is one
 * of its own classes. bcrypt reads 72 bytes and ends at a zero byte, and the engine adds its salt behind the password: so
 * what is hashed slowly is the SHA-384 of both, as 64 letters.
 */
final class SlowHash implements PasswordEncryptor {

    /** Stands before the hash in the engine's table; how it knows the hashes of earlier versions. */
    static final String NAME = "bcrypt-sha384";

    /** About a quarter of a second on the machines of 2025. */
    private static final int COST = 12;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(COST);

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(shortened(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return bcrypt.matches(shortened(password), encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return NAME;
    }

    private static String shortened(String password) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-384").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-384", e);
        }
    }
}
