package io.ringback.media.webpush;

import io.ringback.protocol.http.ServerOrigin;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.web-push}; docs/web-push.md has them as a table.
 *
 * @param publicKey a point of P-256 in base64url
 * @param privateKey its number in base64url
 * @param subject whom a push service can ask: {@code mailto:} or {@code https:}; empty: the installation's own URL
 * @param services push services besides those of the Internet, by scheme, host and port; these may be at internal addresses
 * @param timeout for all of one request
 */
@ConfigurationProperties("ringback.web-push")
record WebPushProperties(
        @DefaultValue("") String publicKey,
        @DefaultValue("") String privateKey,
        @DefaultValue("") String subject,
        @DefaultValue List<String> services,
        @DefaultValue("10s") Duration timeout) {

    WebPushProperties {
        services = List.copyOf(services);
    }

    /**
     * @throws IllegalStateException if something cannot be as it is; it says what to set
     */
    WebPushProperties complete() {
        for (String service : services) {
            if (!ServerOrigin.isOne(service)) {
                throw new IllegalStateException("ringback.web-push.services has \"" + service
                        + "\". Write scheme, host and port alone, such as https://push.example.org:8443.");
            }
        }
        if (!subject.isEmpty() && !subject.matches("mailto:\\S+@\\S+|https://\\S+")) {
            throw new IllegalStateException(
                    "ringback.web-push.subject is whom a push service can ask: a mailto: or https: address.");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalStateException("ringback.web-push.timeout has to be longer than nothing, such as 10s.");
        }
        return this;
    }

    /** The private key must not show where settings are printed. */
    @Override
    public String toString() {
        return "WebPushProperties[]";
    }
}
