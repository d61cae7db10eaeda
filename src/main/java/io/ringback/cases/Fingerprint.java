package io.ringback.cases;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of named contents, one after the other, or of one content. */
public final class Fingerprint {

    private final MessageDigest all;

    public Fingerprint() {
        try {
            all = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** That of a file by itself, in hexadecimal digits, as {@code sha256sum} says it. */
    public static String ofFile(String content) {
        Fingerprint one = new Fingerprint();
        one.all.update(content.getBytes(StandardCharsets.UTF_8));
        return one.hex();
    }

    public Fingerprint with(String name, byte[] content) {
        all.update((name + '\n' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
        all.update(content);
        return this;
    }

    public Fingerprint with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Of all of it, in hexadecimal digits. Nothing can be added any more. */
    public String hex() {
        return HexFormat.of().formatHex(all.digest());
    }
}
