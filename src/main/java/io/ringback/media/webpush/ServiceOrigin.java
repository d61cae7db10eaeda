package io.ringback.media.webpush;

import java.net.URI;
import java.util.Locale;

/** What a push service is known by: scheme, host and port (RFC 6454), without a port that goes without saying. */
final class ServiceOrigin {

    private ServiceOrigin() {}

    static String of(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = address.getPort() < 0 || address.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + address.getPort());
    }
}
