package io.ringback.web.security;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The API keys by the name of their client: {@code ringback.api.keys.<name>.value} and {@code .scopes}, from the
 * environment as {@code RINGBACK_API_KEYS_<NAME>_VALUE} and {@code _SCOPES}.
 */
@ConfigurationProperties("ringback.api")
record ApiKeyProperties(Map<String, Key> keys) {

    ApiKeyProperties {
        keys = keys == null ? Map.of() : Map.copyOf(keys);
    }

    /**
     * One client's key, given either in the clear or as a hash.
     *
     * @param value the key, at least 32 characters
     * @param sha256 or its SHA-256 in hexadecimal, so that configuration does not hold the key
     * @param scopes what the client may do; there is no default
     */
    record Key(String value, String sha256, Set<String> scopes) {

        Key {
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        }

        /** Hides the key: configuration gets printed. */
        @Override
        public String toString() {
            return "Key[hidden, scopes=" + scopes + "]";
        }
    }
}
