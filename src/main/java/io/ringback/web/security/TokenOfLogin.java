package io.ringback.web.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Where the engine's webapps take the CSRF token of a session from ({@code camunda.bpm.webapp.csrf.random-class}). It follows from the
 * session's name, so that two pages which are opened at once at two nodes are given the same one: a wrong one ends the login. Nobody can
 * guess it who does not know that name, and it does not tell the name.
 */
public final class TokenOfLogin extends SecureRandom {

    private static final long serialVersionUID = 1L;
    private static final String PURPOSE = "ringback: CSRF token of the engine's webapps: ";

    /** Made by the webapps' filter. */
    public TokenOfLogin() {}

    @Override
    public void nextBytes(byte[] token) {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        byte[] named = digest(PURPOSE + request.getSessionId());
        if (token.length > named.length) {
            throw new IllegalArgumentException("The webapps ask for a longer token than " + named.length);
        }
        System.arraycopy(named, 0, token, 0, token.length);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
