package io.ringback.protocol.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The algorithms of digest authentication (RFC 7616, RFC 8760), the weakest first. */
enum DigestAlgorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String name;

    DigestAlgorithm(String token, String name) {
        this.token = token;
        this.name = name;
    }

    /** As it is written in a header. */
    String token() {
        return token;
    }

    /** @param token null stands for MD5 (RFC 2617) */
    static Optional<DigestAlgorithm> named(String token) {
        if (token == null) {
            return Optional.of(MD5);
        }
        for (DigestAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java must know " + name, e);
        }
    }

    /** The response without qop, as RFC 2069 had it. */
    String response(String user, String realm, String password, String nonce, String method, String uri) {
        return hash(hash(user + ":" + realm + ":" + password) + ":" + nonce + ":" + hash(method + ":" + uri));
    }

    /** The response with {@code qop=auth} (RFC 7616 3.4.1). */
    String response(
            String user,
            String realm,
            String password,
            String nonce,
            String nonceCount,
            String clientNonce,
            String method,
            String uri) {
        return hash(hash(user + ":" + realm + ":" + password) + ":" + nonce + ":" + nonceCount + ":" + clientNonce
                + ":auth:" + hash(method + ":" + uri));
    }
}
