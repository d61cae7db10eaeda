package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Kamailio;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Registration, publication and subscription with Kamailio. */
class RealRegistrarAndPresenceTest {

    private static final Path TABLES = Path.of("/usr/share/kamailio/dbtext/kamailio");

    @TempDir
    private Path folder;

    private final int port = Ports.free();

    private Kamailio kamailio(String algorithm) throws IOException {
        return kamailio(algorithm, "udp");
    }

    private Kamailio kamailio(String algorithm, String transport) throws IOException {
        int kamailioPort = Ports.free();
        try (Stream<Path> tables = Files.list(TABLES)) {
            for (Path table : tables.toList()) {
                Files.copy(table, folder.resolve(table.getFileName().toString()));
            }
        }
        return Kamailio.by(Path.of("src/test/resources/peers/presence.cfg"))
                .define("ALGORITHM", '"' + algorithm + '"')
                .define("TABLES", "\"text://" + folder + '"')
                .define("SERVER_ADDRESS", "\"sip:presence@127.0.0.1:" + kamailioPort + ";transport=" + transport + '"')
                .start(kamailioPort);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void registersWithItsPasswordAndForAsLongAsTheRegistrarWants(String algorithm) throws Exception {
        try (Kamailio kamailio = kamailio(algorithm);
                JainUserAgent agent = new JainUserAgent(AgentSettings.udp("ringback", port)
                        .account("ringback", "open sesame")
                        .registration(
                                "sip:127.0.0.1:" + kamailio.port(),
                                "sip:ringback@switch.example",
                                Duration.ofSeconds(60))
                        .settings())) {
            agent.start();

            await().untilAsserted(() -> assertThat(agent.registered()).contains(true));
            assertThat(agent.counters()).containsEntry("registrations", 1L);
        }
    }

    @Test
    void isNotRegisteredWithAnotherPassword() throws Exception {
        try (Kamailio kamailio = kamailio("MD5");
                JainUserAgent agent = new JainUserAgent(AgentSettings.udp("ringback", port)
                        .account("ringback", "guess")
                        .registration(
                                "sip:127.0.0.1:" + kamailio.port(),
                                "sip:ringback@switch.example",
                                Duration.ofSeconds(600))
                        .settings())) {
            agent.start();

            await().untilAsserted(() -> assertThat(agent.counters()).containsEntry("registrations.failed", 1L));
            assertThat(agent.registered()).contains(false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void publishesAndSubscribes(String transport) throws Exception {
        BlockingQueue<SipRequest> notified = new LinkedBlockingQueue<>();
        String parameter = transport.toLowerCase(Locale.ROOT);
        try (Kamailio kamailio = kamailio("MD5", parameter);
                JainUserAgent agent =
                        new JainUserAgent(AgentSettings.of("ringback", new Listen(transport, "127.0.0.1", port))
                                .settings())) {
            agent.start();
            agent.onRequest(Set.of("NOTIFY"), request -> {
                notified.add(request);
                return CompletableFuture.completedFuture(SipResponse.of(200));
            });
            String bob = "sip:bob@127.0.0.1:" + kamailio.port() + ";transport=" + parameter;

            SipResponse subscribed =
                    send(agent, "SUBSCRIBE", bob, Map.of("Event", List.of("presence"), "Expires", List.of("600")), "");
            assertThat(subscribed.status()).isIn(200, 202);
            assertThat(next(notified).first("Subscription-State").orElseThrow()).startsWith("active");

            SipResponse published = publish(agent, bob, Map.of(), "open");
            assertThat(published.status()).isEqualTo(200);
            assertThat(next(notified).body().orElse("")).contains("<basic>open</basic>");

            SipResponse changed = publish(
                    agent,
                    bob,
                    Map.of("SIP-If-Match", List.of(published.first("SIP-ETag").orElseThrow())),
                    "closed");
            assertThat(changed.status()).isEqualTo(200);
            assertThat(next(notified).body().orElse("")).contains("<basic>closed</basic>");

            SipResponse stale = publish(
                    agent,
                    bob,
                    Map.of("SIP-If-Match", List.of(published.first("SIP-ETag").orElseThrow())),
                    "open");
            assertThat(stale.status()).isEqualTo(412);

            SipResponse ended = send(
                    agent,
                    "SUBSCRIBE",
                    bob,
                    Map.of(
                            "Event",
                            List.of("presence"),
                            "Call-ID",
                            List.of(subscribed.first("Call-ID").orElseThrow()),
                            "Expires",
                            List.of("0")),
                    "");
            assertThat(ended.status()).isIn(200, 202);
        }
    }

    private static SipRequest next(BlockingQueue<SipRequest> notified) throws InterruptedException {
        SipRequest request = notified.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private static SipResponse publish(JainUserAgent agent, String whose, Map<String, List<String>> more, String state)
            throws Exception {
        Map<String, List<String>> headers = new java.util.HashMap<>(more);
        headers.put("Event", List.of("presence"));
        headers.put("Expires", List.of("600"));
        headers.put("Content-Type", List.of("application/pidf+xml"));
        String document = """
                <?xml version="1.0"?>
                <presence xmlns="urn:ietf:params:xml:ns:pidf" entity="sip:bob@127.0.0.1"><tuple id="t1"><status>\
                <basic>%s</basic></status></tuple></presence>
                """.formatted(state);
        return send(agent, "PUBLISH", whose, headers, document);
    }

    private static SipResponse send(
            JainUserAgent agent, String method, String uri, Map<String, List<String>> headers, String body)
            throws Exception {
        return agent.send(new SipRequest(method, uri, headers, Optional.of(body).filter(text -> !text.isEmpty()), ""))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }
}
