package io.ringback.wording;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of named contents, one after the other. */
final class Fingerprint {

    private final MessageDigest all;

    Fingerprint() {
        try {
            all = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    Fingerprint with(String name, byte[] content) {
        all.update((name + '\n' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
        all.update(content);
        return this;
    }

    Fingerprint with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    String hex() {
        return HexFormat.of().formatHex(all.digest());
    }
}
