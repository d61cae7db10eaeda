package io.ringback.web.security;

import io.ringback.arrival.CallbackLogin;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths that are open to providers. What one shows is compared by its hash in constant time: it takes as long whether it
 * is right, nearly right or wrong.
 */
final class CallbackLogins {

    private static final String BASIC = "Basic ";
    private static final int LONGEST = 1024;

    private record Entry(CallbackLogin login, byte[] hash) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two are for the same path */
    CallbackLogins(List<CallbackLogin> logins) {
        for (CallbackLogin login : logins) {
            byte[] shown = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
            if (entries.put(login.path(), new Entry(login, sha256(shown))) != null) {
                throw new IllegalArgumentException("Two providers cannot share the path " + login.path() + ".");
            }
        }
    }

    boolean covers(HttpServletRequest request) {
        return entries.containsKey(path(request));
    }

    long longestBody(HttpServletRequest request) {
        return entries.get(path(request)).login().longestBody().toBytes();
    }

    /** What whoever sent the request is called, if they showed what the path asks for. */
    Optional<String> authenticate(HttpServletRequest request, String authorization) {
        Entry entry = entries.get(path(request));
        if (entry == null
                || authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        byte[] shown;
        try {
            shown = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return MessageDigest.isEqual(entry.hash, sha256(shown))
                ? Optional.of("callback:" + entry.login.path())
                : Optional.empty();
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
