package io.ringback.protocol.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What a server is known by: scheme, host and port (RFC 6454), without a port that goes without saying. */
public final class ServerOrigin {

    private ServerOrigin() {}

    /** Whether {@code written} is an origin of HTTP and nothing else, as {@link #of} writes it. */
    public static boolean isOne(String written) {
        try {
            URI origin = URI.create(written);
            return Set.of("https", "http").contains(String.valueOf(origin.getScheme()))
                    && origin.getHost() != null
                    && of(origin).equals(written);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Of an address with a scheme and a host. */
    public static String of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = address.getPort() < 0 || address.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + address.getPort());
    }
}
