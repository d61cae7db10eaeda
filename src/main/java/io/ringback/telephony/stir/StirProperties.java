package io.ringback.telephony.stir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose signatures count.
 *
 * @param trustAnchors a file with the root certificates that are trusted, in PEM; without it no Identity header is looked at
 * @param certificates a folder with certificates to be used before any are fetched: that of
 *     {@code https://certs.example/a/b.pem} is {@code certs.example/a/b.pem}
 * @param certificateHosts from where certificates may be fetched, by https: {@code certs.example}, {@code certs.example:8443}.
 *     Others are never asked, whatever a header names
 * @param freshness how old a signature may be when the call comes in, besides the time for which the phone rang
 */
@ConfigurationProperties("ringback.stir")
record StirProperties(
        @DefaultValue("") String trustAnchors,
        @DefaultValue("") String certificates,
        @DefaultValue List<String> certificateHosts,
        @DefaultValue("60s") Duration freshness) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    StirProperties {
        certificateHosts = List.copyOf(certificateHosts);
        certificateHosts.stream()
                .filter(host -> !HOST.matcher(host).matches())
                .findFirst()
                .ifPresent(host -> {
                    throw new IllegalArgumentException("ringback.stir.certificate-hosts has the entry \"" + host
                            + "\". Write the name of a host, with a port if it is not 443: certs.example:8443.");
                });
        if (trustAnchors.isBlank() && !(certificates.isBlank() && certificateHosts.isEmpty())) {
            throw new IllegalArgumentException(
                    "ringback.stir.trust-anchors is missing, so no signature could be trusted."
                            + " Name the file with the root certificates, in PEM.");
        }
        if (freshness.isNegative() || freshness.isZero()) {
            throw new IllegalArgumentException("ringback.stir.freshness is longer than nothing: 60s.");
        }
    }

    /** The file with the root certificates; empty if no signature counts. */
    Optional<Path> anchors() {
        return given(trustAnchors);
    }

    /** The folder with certificates, if there is one. */
    Optional<Path> folder() {
        return given(certificates);
    }

    /** Set to nothing, as environments do, is not set. */
    private static Optional<Path> given(String value) {
        return Optional.of(value).filter(text -> !text.isBlank()).map(Path::of);
    }
}
