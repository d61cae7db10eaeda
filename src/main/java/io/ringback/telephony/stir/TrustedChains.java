package io.ringback.telephony.stir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which certificates lead to one of those that are trusted (RFC 5280). Whether one was revoked is not asked. */
final class TrustedChains {

    private final Set<TrustAnchor> anchors;

    private TrustedChains(Set<TrustAnchor> anchors) {
        this.anchors = anchors;
    }

    /**
     * Reads the certificates that are trusted, from a file in PEM.
     *
     * @throws IllegalStateException if there are none; says what to do
     */
    static TrustedChains to(Path pem) {
        try {
            Set<TrustAnchor> anchors = read(Files.readAllBytes(pem)).stream()
                    .map(certificate -> new TrustAnchor(certificate, null))
                    .collect(Collectors.toUnmodifiableSet());
            if (anchors.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            return new TrustedChains(anchors);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(
                    "ringback.stir.trust-anchors is " + pem + ", which cannot be read as certificates ("
                            + e.getMessage()
                            + "). Name a file with the root certificates in PEM, or leave the setting out.",
                    e);
        }
    }

    /** The certificates in PEM, in their order. */
    static List<X509Certificate> read(byte[] pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /**
     * Whether the first certificate is trusted at {@code at}, by way of the others.
     *
     * @param chain as a server gives it: the root may be at its end
     */
    boolean lead(List<X509Certificate> chain, Instant at) {
        List<X509Certificate> path =
                chain.stream().filter(certificate -> !isAnchor(certificate)).toList();
        if (path.isEmpty()) {
            return false;
        }
        try {
            CertPath certificates = CertificateFactory.getInstance("X.509").generateCertPath(path);
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX").validate(certificates, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private boolean isAnchor(X509Certificate certificate) {
        return anchors.stream().anyMatch(anchor -> anchor.getTrustedCert().equals(certificate));
    }
}
