package io.ringback.telephony.stir;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ringback.BesideOthers;
import io.ringback.peers.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers choose where a certificate is to be fetched from. */
@BesideOthers
class CertificatesTest {

    private static final String US = "localhost";

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Authority authority;
    private Path certificate;
    private HttpsServer server;
    private CertificateHosts hosts;

    @BeforeEach
    void serve() throws Exception {
        authority = Authority.in(folder.resolve("authority"));
        Authority.Signed signed = authority.sign("server", "DNS:localhost");
        certificate = signed.certificate();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(signed.keyStore(), authority.trustStore())));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        hosts = new CertificateHosts(
                List.of(US + ":" + port()),
                HttpClient.newBuilder()
                        .sslContext(tls(signed.keyStore(), authority.trustStore()))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] pem = Files.readAllBytes(certificate);
        switch (exchange.getRequestURI().getPath()) {
            case "/elsewhere" -> {
                exchange.getResponseHeaders().add("Location", "https://localhost:" + port() + "/good.pem");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/huge.pem" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(pem);
                exchange.getResponseBody().write(new byte[1_000_000]);
            }
            case "/slow.pem" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(pem, 0, 10);
                exchange.getResponseBody().flush();
                awaitEnd();
            }
            case "/text" -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("nothing".getBytes(StandardCharsets.UTF_8));
            }
            default -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(pem);
            }
        }
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext tls(Path keys, Path trusted) throws Exception {
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(store(keys), Authority.PASSWORD.toCharArray());
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(store(trusted));
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        return tls;
    }

    private static KeyStore store(Path file) throws Exception {
        return KeyStore.getInstance(file.toFile(), Authority.PASSWORD.toCharArray());
    }

    private URI at(String path) {
        return URI.create("https://localhost:" + port() + path);
    }

    @Test
    void aCertificateIsFetchedOnceForManyCalls() {
        for (int call = 0; call < 3; call++) {
            assertThat(hosts.at(at("/good.pem")))
                    .hasValueSatisfying(chain -> assertThat(chain).hasSize(1));
        }
        assertThat(requests).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:PORT/good.pem",
                "http://localhost:PORT/good.pem",
                "https://localhost/good.pem",
                "https://somebody@localhost:PORT/good.pem",
                "https://localhost:PORT@192.0.2.1/good.pem",
                "https://localhost.evil.example:PORT/good.pem",
                "file:///etc/passwd",
                "https:good.pem"
            })
    void nobodyElseIsAsked(String where) {
        assertThat(hosts.at(URI.create(where.replace("PORT", Integer.toString(port())))))
                .isEmpty();
        assertThat(requests).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere", "/huge.pem", "/slow.pem", "/text"})
    void whatIsNoCertificateIsAskedForOnceAndNotWaitedFor(String path) {
        assertThat(hosts.at(at(path))).isEmpty();
        assertThat(hosts.at(at(path))).isEmpty();

        assertThat(requests).hasValue(1);
    }

    @Test
    void aFolderHasThemByHostAndPathAndNothingBesides() throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("certificates/certs.example/a"));
        Files.copy(certificate, certificates.resolve("b.pem"));
        Files.copy(certificate, folder.resolve("outside.pem"));
        CertificateFolder onDisk = new CertificateFolder(folder.resolve("certificates"));

        assertThat(onDisk.at(URI.create("https://certs.example/a/b.pem"))).isPresent();
        assertThat(onDisk.at(URI.create("https://certs.example/../../outside.pem")))
                .isEmpty();
        assertThat(onDisk.at(URI.create("https://other.example/a/b.pem"))).isEmpty();
    }
}
