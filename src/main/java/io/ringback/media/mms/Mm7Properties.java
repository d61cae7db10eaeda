package io.ringback.media.mms;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of {@code ringback.mms.mm7}; docs/mms.md has them as a table.
 *
 * @param url where the relay takes submissions; without it there are no multimedia messages
 * @param user our name at the relay, if it asks
 * @param password our password at the relay
 * @param vaspId what the relay calls us (VASPID)
 * @param vasId what the relay calls this service (VASID)
 * @param serviceCode what the provider charges by; empty to send none
 * @param schema namespace of the schema that is sent; any of 3GPP's is understood
 * @param version MM7Version that is sent
 * @param messageClass MessageClass that is sent
 * @param expiry how long the relay may go on trying
 * @param relayUser the name that the relay shows to us
 * @param relayPassword the password that the relay shows to us
 */
@ConfigurationProperties("ringback.mms.mm7")
record Mm7Properties(
        @DefaultValue("") String url,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String vaspId,
        @DefaultValue("") String vasId,
        @DefaultValue("") String serviceCode,
        @DefaultValue(RELEASE_6) String schema,
        @DefaultValue("6.8.0") String version,
        @DefaultValue("Informational") String messageClass,
        @DefaultValue("24h") Duration expiry,
        @DefaultValue("") String relayUser,
        @DefaultValue("") String relayPassword) {

    static final String RELEASE_6 = "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/REL-6-MM7-1-4";

    private static final int SHORTEST_PASSWORD = 16;

    /** @throws IllegalStateException if a setting is missing or cannot be used; says which and what to do */
    Mm7Properties requireComplete() {
        require("vasp-id", !vaspId.isBlank(), "is missing. Set what your provider calls you (VASPID).");
        require(
                "relay-user",
                !relayUser.isBlank() && !relayUser.contains(":"),
                "is missing or has a colon. Set the name with which the relay logs in at /mm7.");
        require(
                "relay-password",
                relayPassword.length() >= SHORTEST_PASSWORD,
                "has fewer than " + SHORTEST_PASSWORD
                        + " characters. Set the password with which the relay logs in at /mm7, such as the output of"
                        + " openssl rand -hex 16.");
        require(
                "schema",
                Mm7.isSchema(schema),
                "is none of 3GPP's, such as " + RELEASE_6 + "; ask your provider which.");
        require("expiry", !expiry.isZero() && !expiry.isNegative(), "is longer than nothing: 6h, 24h.");
        return this;
    }

    private static void require(String setting, boolean met, String otherwise) {
        if (!met) {
            throw new IllegalStateException("ringback.mms.mm7." + setting + " " + otherwise);
        }
    }

    /** Hides the passwords: configuration gets printed. */
    @Override
    public String toString() {
        return "Mm7Properties[url and passwords hidden, vaspId=" + vaspId + ", schema=" + schema + "]";
    }
}
