package io.ringback.telephony.trunk;

import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Account;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.SipSettings.Registration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
 * @param watch peers to be asked by OPTIONS whether they are up; the proxy if none are given
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

    private static final Pattern SIP_URI = Pattern.compile(
            "(?i)sips?:(?:[^@\\s<>]+@)?(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?(?:;[^\\s<>?]*)?");
    private static final Pattern TRANSPORT = Pattern.compile("(?i);transport=([a-z]+)");

    SipSettings settings() {
        requireUri("proxy", proxy);
        watch.forEach(peer -> requireUri("watch", peer));
        given(registrar).ifPresent(uri -> requireUri("registrar", uri));
        given(aor).ifPresent(uri -> requireUri("aor", uri));
        requirePositive("watch-every", watchEvery);
        requirePositive("registration-expires", registrationExpires);
        requirePositive("t1", t1);
        List<Listen> ports = listen.stream().map(Listen::of).toList();
        requirePorts(ports);
        return new SipSettings(
                "ringback",
                ports,
                given(advertised),
                user,
                Optional.of(proxy),
                given(account).map(name -> new Account(name, password)),
                registration(),
                peers,
                requestsPerSecond,
                users,
                realm,
                watch.isEmpty() ? List.of(proxy) : watch,
                watchEvery,
                tls(),
                t1);
    }

    private static void requireUri(String setting, String uri) {
        if (!SIP_URI.matcher(uri).matches()) {
            throw new IllegalStateException("ringback.sip." + setting + " is " + uri
                    + ", which is no SIP URI. Write it as sip:192.0.2.1:5060 or sip:switch.example;transport=tcp.");
        }
    }

    private static void requirePositive(String setting, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalStateException("ringback.sip." + setting + " is longer than nothing: 500ms, 30s, 10m.");
        }
    }

    private void requirePorts(List<Listen> ports) {
        Set<String> transports = ports.stream().map(Listen::transport).collect(Collectors.toSet());
        wanted(proxy).filter(transport -> !transports.contains(transport)).ifPresent(transport -> {
            throw new IllegalStateException("ringback.sip.proxy is to be reached by " + transport
                    + ", but ringback.sip.listen has no port for it. Add one: "
                    + transport.toLowerCase(Locale.ROOT) + ":192.0.2.9:5070.");
        });
        if (transports.contains("TLS") && keyStore.isBlank()) {
            throw new IllegalStateException("ringback.sip.listen has a port for TLS, which needs keys:"
                    + " set ringback.sip.key-store and ringback.sip.trust-store.");
        }
    }

    /** The transport that a URI asks for (RFC 3261 19.1.1, 26.2.2). */
    private static Optional<String> wanted(String uri) {
        if (uri.regionMatches(true, 0, "sips:", 0, "sips:".length())) {
            return Optional.of("TLS");
        }
        Matcher transport = TRANSPORT.matcher(uri);
        return transport.find() ? Optional.of(transport.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
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
