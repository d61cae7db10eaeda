package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Authority;
import io.ringback.peers.Authority.Signed;
import io.ringback.web.security.SlowClients.Slow;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whoever is slow is slow alone, also where Ringback itself speaks TLS ({@code server.ssl}): in the handshake and after it. */
@DirtiesContext
class SlowTlsClientsTest extends SecuredServer {

    private static final int SLOW_HANDSHAKES = 300;
    private static final int SLOW_BODIES = 150;
    private static final int GOOD_OF_EACH_KIND = 40;
    private static final int AT_A_TIME = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static Authority authority;

    @DynamicPropertySource
    static void tls(DynamicPropertyRegistry registry) throws Exception {
        authority = Authority.in(folder.resolve("authority"));
        Signed own = authority.sign("web", "IP:127.0.0.1");
        registry.add("server.ssl.key-store", () -> own.keyStore().toString());
        registry.add("server.ssl.key-store-password", () -> Authority.PASSWORD);
        registry.add("server.ssl.key-store-type", () -> "PKCS12");
    }

    @Test
    void slowHandshakesAndSlowBodiesBehindThemKeepNobodyWaiting() throws Exception {
        SSLContext trusting = trusting();
        try (SlowClients handshakes = new SlowClients(port, "/logout", SLOW_HANDSHAKES, Slow.TLS);
                SlowTlsBodies bodies = new SlowTlsBodies(trusting, port, "/logout", SLOW_BODIES)) {
            await().atMost(PATIENCE)
                    .until(() -> handshakes.connected() >= SLOW_HANDSHAKES * 9 / 10
                            && bodies.connected() >= SLOW_BODIES * 9 / 10);

            assertThat(statusesOf(goodOnes(trusting)))
                    .isEqualTo(Map.of(
                            "page 200", GOOD_OF_EACH_KIND,
                            "form 200", GOOD_OF_EACH_KIND,
                            "API 200", GOOD_OF_EACH_KIND,
                            "health 200", GOOD_OF_EACH_KIND));
        }
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.trustStore())) {
            trusted.load(in, Authority.PASSWORD.toCharArray());
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private List<Callable<String>> goodOnes(SSLContext trusting) {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(trusting)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        List<Callable<String>> good = new ArrayList<>();
        for (int i = 0; i < GOOD_OF_EACH_KIND; i++) {
            String from = nextAddress();
            good.add(() -> "page " + status(client, request("/q/" + TOKEN, "X-Forwarded-For", from)));
            good.add(() -> "form "
                    + status(
                            client,
                            request(
                                            "/u/" + TOKEN,
                                            "X-Forwarded-For",
                                            from,
                                            "Content-Type",
                                            "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("a=b"))));
            good.add(() -> "API "
                    + status(
                            client,
                            request("/api/failed-calls", "X-API-Key", SWITCH_KEY, "Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))));
            good.add(() -> "health " + status(client, request("/actuator/health/liveness", "Accept", "*/*")));
        }
        return good;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .headers(headers);
    }

    private static int status(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, Integer> statusesOf(List<Callable<String>> requests) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<String, Integer> statuses = new TreeMap<>();
            for (Future<String> answer : clients.invokeAll(requests)) {
                statuses.merge(answer.get(), 1, Integer::sum);
            }
            return statuses;
        } finally {
            clients.shutdownNow();
        }
    }
}
