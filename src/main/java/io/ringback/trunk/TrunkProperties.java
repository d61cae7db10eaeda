package io.ringback.trunk;

import io.ringback.sip.SipSettings;
import io.ringback.sip.SipSettings.Account;
import io.ringback.sip.SipSettings.Listen;
import io.ringback.sip.SipSettings.Registration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of {@code ringback.sip}; docs/sip-component.md has them as a table.
 *
 * @param proxy the switch, where all requests go: {@code sip:192.0.2.1:5060;transport=tcp}. Without it there is no trunk
 * @param listen where the trunk listens, such as {@code udp:127.0.0.1:5070}; nothing else is bound
 * @param advertised the host that the switch is told, if it is not the one listened on
 * @param user the user part of Ringback's own addresses
 * @param account the name the switch knows us by, if it asks
 * @param password the password of the account
 * @param registrar where to register; empty to not register
 * @param aor what to register as, {@code sip:ringback@switch.example}
 * @param registrationExpires for how long to register each time
 * @param peers addresses and networks that may send requests; others get no answer at all
 * @param requestsPerSecond the most that one peer may send
 * @param users passwords of who may send requests, by name; empty to trust the addresses
 * @param realm of our challenges
 * @param watch peers to be asked by OPTIONS whether they are up
 * @param watchEvery how often
 * @param keyStore PKCS 12 with our key, for TLS
 * @param keyStorePassword its password
 * @param trustStore PKCS 12 with the certificates we trust, for TLS
 * @param trustStorePassword its password
 * @param clientCertificateNeeded whether who connects by TLS must show a certificate
 * @param t1 RFC 3261's estimate of a round trip
 */
@Validated
@ConfigurationProperties("ringback.sip")
record TrunkProperties(
        @DefaultValue("") String proxy,
        @NotEmpty @DefaultValue("udp:127.0.0.1:5070") List<String> listen,
        @DefaultValue("") String advertised,
        @NotBlank @DefaultValue("ringback") String user,
        @DefaultValue("") String account,
        @DefaultValue("") String password,
        @DefaultValue("") String registrar,
        @DefaultValue("") String aor,
        @DefaultValue("10m") Duration registrationExpires,
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> peers,
        @Min(1) @DefaultValue("100") int requestsPerSecond,
        @DefaultValue Map<String, String> users,
        @NotBlank @DefaultValue("ringback") String realm,
        @DefaultValue List<String> watch,
        @DefaultValue("30s") Duration watchEvery,
        @DefaultValue("") String keyStore,
        @DefaultValue("") String keyStorePassword,
        @DefaultValue("") String trustStore,
        @DefaultValue("") String trustStorePassword,
        @DefaultValue("true") boolean clientCertificateNeeded,
        @DefaultValue("500ms") Duration t1) {

    SipSettings settings() {
        return new SipSettings(
                "ringback",
                listen.stream().map(Listen::of).toList(),
                given(advertised),
                user,
                Optional.of(proxy),
                given(account).map(name -> new Account(name, password)),
                registration(),
                peers,
                requestsPerSecond,
                users,
                realm,
                watch,
                watchEvery,
                tls(),
                t1);
    }

    private Optional<Registration> registration() {
        if (registrar.isBlank() != aor.isBlank()) {
            throw new IllegalStateException(
                    "To register, set both ringback.sip.registrar and ringback.sip.aor; set neither to not register");
        }
        return given(registrar).map(where -> new Registration(where, aor, registrationExpires));
    }

    private Optional<SipSettings.Tls> tls() {
        if (keyStore.isBlank() != trustStore.isBlank()) {
            throw new IllegalStateException(
                    "For TLS, set both ringback.sip.key-store and ringback.sip.trust-store; set neither to not speak it");
        }
        return given(keyStore)
                .map(keys -> new SipSettings.Tls(
                        Path.of(keys),
                        keyStorePassword,
                        Path.of(trustStore),
                        trustStorePassword,
                        clientCertificateNeeded));
    }

    /** Set to nothing, as environments do, is not set. */
    private static Optional<String> given(String value) {
        return Optional.of(value).filter(text -> !text.isBlank());
    }

    /** Holds passwords. */
    @Override
    public String toString() {
        return "ringback.sip";
    }
}
