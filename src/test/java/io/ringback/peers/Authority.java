package io.ringback.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who signs certificates, for one test: OpenSSL, as an operator would use it. */
public final class Authority {

    /** Of all stores. */
    public static final String PASSWORD = "changeit";

    static final Program.Debian OPENSSL = new Program.Debian("openssl", "openssl");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;

    private Authority(Path folder) {
        this.folder = folder;
        openssl(request("ca", "certification authority of a test", List.of()));
    }

    /** A new one, with its files in a new folder. */
    public static Authority in(Path folder) throws IOException {
        return new Authority(Files.createDirectory(folder));
    }

    /** Its own certificate, in PEM. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /** A key and its certificate for a name or address: {@code DNS:localhost}, {@code IP:127.0.0.1}. */
    public Signed sign(String name, String subject) {
        openssl(request(
                name,
                name,
                List.of(
                        "-CA",
                        certificate().toString(),
                        "-CAkey",
                        folder.resolve("ca.key").toString(),
                        "-addext",
                        "basicConstraints=critical,CA:FALSE",
                        "-addext",
                        "subjectAltName=" + subject)));
        return new Signed(folder.resolve(name + ".pem"), folder.resolve(name + ".key"), this);
    }

    /**
     * A key on P-256 and its certificate for who signs calls.
     *
     * @param tnAuthList the numbers it has authority over (RFC 8226), as DER in hexadecimal
     */
    public Signed signForNumbers(String name, String tnAuthList) {
        openssl(request(
                name,
                name,
                List.of(
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-CA",
                        certificate().toString(),
                        "-CAkey",
                        folder.resolve("ca.key").toString(),
                        "-addext",
                        "basicConstraints=critical,CA:FALSE",
                        "-addext",
                        "1.3.6.1.5.5.7.1.26=DER:" + tnAuthList)));
        return new Signed(folder.resolve(name + ".pem"), folder.resolve(name + ".key"), this);
    }

    /** PKCS 12 with its certificate marked as trusted, as keytool -importcert makes it. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        Path store = folder.resolve("trusted.p12");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("ca", certificate);
        }
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return store;
    }

    /** PKCS 12 with its certificate as OpenSSL writes it, in which Java sees none that is trusted. */
    public Path storeWithoutTrust() {
        Path store = folder.resolve("without-trust.p12");
        openssl(List.of(
                "pkcs12",
                "-export",
                "-nokeys",
                "-in",
                certificate().toString(),
                "-out",
                store.toString(),
                "-passout",
                "pass:" + PASSWORD));
        return store;
    }

    /** A key and its certificate, in PEM. */
    public record Signed(Path certificate, Path key, Authority authority) {

        /** PKCS 12 with both, and the authority's certificate. */
        public Path keyStore() {
            Path store = certificate.resolveSibling(certificate.getFileName() + ".p12");
            openssl(List.of(
                    "pkcs12",
                    "-export",
                    "-in",
                    certificate.toString(),
                    "-inkey",
                    key.toString(),
                    "-certfile",
                    authority.certificate().toString(),
                    "-out",
                    store.toString(),
                    "-passout",
                    "pass:" + PASSWORD));
            return store;
        }
    }

    private List<String> request(String file, String name, List<String> more) {
        List<String> request = new ArrayList<>(List.of(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                folder.resolve(file + ".key").toString(),
                "-out",
                folder.resolve(file + ".pem").toString()));
        request.addAll(more);
        return request;
    }

    private static void openssl(List<String> arguments) {
        try (Program openssl = Program.start(OPENSSL, Program.directory(OPENSSL), arguments, Map.of())) {
            openssl.endInput();
            if (openssl.exitStatus(PATIENCE) != 0) {
                throw new AssertionError("OpenSSL made no key." + openssl.logForFailures());
            }
        }
    }
}
