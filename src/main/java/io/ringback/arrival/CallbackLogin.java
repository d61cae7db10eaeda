package io.ringback.arrival;

import org.springframework.util.unit.DataSize;

/**
 * A path at which a provider's server hands in what it has for us, and what it must show there (HTTP Basic, RFC 7617).
 * Declaring a bean of this type opens the path.
 *
 * @param path such as {@code /mm7}; nothing below it
 * @param user the provider's name
 * @param password its password
 * @param longestBody the longest request
 */
public record CallbackLogin(String path, String user, String password, DataSize longestBody) {

    public CallbackLogin {
        if (!path.startsWith("/") || user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("A path for a provider needs a name and a password to be opened.");
        }
    }

    /** Hides the password. */
    @Override
    public String toString() {
        return "CallbackLogin[" + path + "]";
    }
}
