package io.ringback.media.smsgateway;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.sms.gateway}; docs/sms-gateway.md has them as a table.
 *
 * @param url where messages are posted to
 * @param key the account's API key
 * @param publicKey what callbacks are signed with, Ed25519, in base64
 * @param profile the gateway's messaging profile; only needed for senders that are names
 * @param callbackAge how far a callback's time may be from ours
 */
@ConfigurationProperties("ringback.sms.gateway")
record GatewayProperties(
        @DefaultValue("") String url,
        @DefaultValue("") String key,
        @DefaultValue("") String publicKey,
        @DefaultValue("") String profile,
        @DefaultValue("5m") Duration callbackAge) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @throws IllegalStateException if something is missing or wrong; it says what to set
     */
    GatewayProperties complete() {
        require(
                "url",
                url,
                "the address of the gateway's message resource, such as https://api.telnyx.com/v2/messages");
        require("key", key, "the API key of your account, best by RINGBACK_SMS_GATEWAY_KEY in the environment");
        require("public-key", publicKey, "the key that your gateway signs its callbacks with, in base64");
        requireSecure(url);
        if (callbackAge.isNegative() || callbackAge.isZero()) {
            throw new IllegalStateException("ringback.sms.gateway.callback-age is longer than nothing: 5m.");
        }
        return this;
    }

    /** The key must not show where settings are printed. */
    @Override
    public String toString() {
        return "GatewayProperties[" + url + "]";
    }

    private static void require(String setting, String value, String what) {
        if (value.isBlank()) {
            throw new IllegalStateException("ringback.sms.provider is http, but ringback.sms.gateway." + setting
                    + " is not set. Set it to " + what + ". See docs/sms-gateway.md.");
        }
    }

    /** The key travels in each request, so only this machine is spoken to in the clear. */
    private static void requireSecure(String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("ringback.sms.gateway.url is no URL: " + e.getMessage(), e);
        }
        boolean secure = "https".equals(address.getScheme());
        boolean near = "http".equals(address.getScheme())
                && address.getHost() != null
                && THIS_MACHINE.contains(address.getHost());
        if (address.getHost() == null || !(secure || near)) {
            throw new IllegalStateException("ringback.sms.gateway.url is " + url
                    + ". Give an https: URL; http: would show the key, and is taken for this machine only.");
        }
    }
}
