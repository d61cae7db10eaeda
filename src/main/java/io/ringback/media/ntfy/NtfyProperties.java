package io.ringback.media.ntfy;

import java.net.URI;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.ntfy}; docs/ntfy.md has them as a table.
 *
 * @param url the server; empty if there is none
 * @param token the access token of Ringback's account there; empty if the server asks for none
 */
@ConfigurationProperties("ringback.ntfy")
record NtfyProperties(
        @DefaultValue("") String url, @DefaultValue("") String token) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws IllegalStateException if the URL is none of a server; it says what to set
     */
    NtfyProperties complete() {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("ringback.ntfy.url is no URL: " + e.getMessage(), e);
        }
        boolean near = "http".equals(address.getScheme()) && THIS_MACHINE.contains(String.valueOf(address.getHost()));
        if (address.getHost() == null || !("https".equals(address.getScheme()) || near)) {
            throw new IllegalStateException(
                    "ringback.ntfy.url is no https: URL of a server. Topics and links are secrets,"
                            + " so http: is taken for this machine only. See docs/ntfy.md.");
        }
        if (address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null
                || !Set.of("", "/").contains(address.getPath())) {
            throw new IllegalStateException(
                    "ringback.ntfy.url names the server alone, such as https://ntfy.example.org:"
                            + " the topic is that of a person's device, and a token belongs to ringback.ntfy.token.");
        }
        return this;
    }

    /** The token must not show where settings are printed. */
    @Override
    public String toString() {
        return "NtfyProperties[]";
    }
}
