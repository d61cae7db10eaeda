package io.ringback.protocol.http;

import java.net.URI;
import java.util.Locale;

/** What a server is known by: scheme, host and port (RFC 6454), without a port that goes without saying. */
public final class ServerOrigin {

    private ServerOrigin() {}

    /** Of an address with a scheme and a host. */
    public static String of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = address.getPort() < 0 || address.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + address.getPort());
    }
}
