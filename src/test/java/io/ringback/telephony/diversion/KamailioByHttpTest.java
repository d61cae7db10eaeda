package io.ringback.telephony.diversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.ringback.BesideOthers;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in {@code deploy/kamailio} where it tells Ringback by HTTP. */
@BesideOthers
class KamailioByHttpTest {

    /** What was posted. */
    private record Post(String path, String key, String type, JsonNode body) {}

    @RegisterExtension
    final Peers peers = new Peers();

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Kamailio kamailio;

    @BeforeEach
    void aSwitchThatPosts() throws IOException {
        kamailio = peers.with(KamailioTest.start(
                Ports.free(), Map.of("TELL_BY_HTTP", "1", "RINGBACK_API", "\"" + api(this::take) + "\"")));
    }

    private String api(HttpHandler handler) throws IOException {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/api/", handler);
        api.start();
        peers.with(() -> api.stop(0));
        return "http://127.0.0.1:" + api.getAddress().getPort() + "/api";
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        posts.add(new Post(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new ObjectMapper().readTree(body)));
        exchange.sendResponseHeaders(refusals.isEmpty() ? 202 : refusals.remove(0), -1);
        exchange.close();
    }

    private Baresip phone(String user) {
        return peers.with(KamailioTest.phone(user, 440, kamailio));
    }

    private Post post(int number) {
        await().atMost(Duration.ofSeconds(15)).until(() -> posts.size() >= number);
        Post post = posts.get(number - 1);
        assertThat(post.key()).isEqualTo("Bearer key-of-the-test");
        assertThat(post.type()).isEqualTo("application/json");
        assertThat(post.body().get("caller").asText()).isEqualTo("sip:anna@ringback.example");
        assertThat(post.body().get("callee").asText()).isEqualTo("sip:bob@ringback.example");
        assertThat(post.body().get("medium").asText()).isEqualTo("VOICE");
        assertThat(post.body().get("id").asText()).matches("[0-9a-f]{32}");
        assertThat(Instant.parse(post.body().get("occurredAt").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        return post;
    }

    @Test
    void everyEndingIsPostedAndHeardAsItWas() {
        Baresip anna = phone("anna");
        anna.dial(kamailio.uri("bob"));
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        Post notRegistered = post(1);
        assertThat(notRegistered.path()).isEqualTo("/api/failed-calls");
        assertThat(notRegistered.body().get("sipStatus").asInt()).isEqualTo(480);
        assertThat(notRegistered.body().get("rang").asBoolean()).isFalse();

        Baresip bob = phone("bob");
        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.reject();
        assertThat(anna.awaitRefusal()).isEqualTo(486);
        Post rejected = post(2);
        assertThat(rejected.body().get("sipStatus").asInt()).isEqualTo(486);
        assertThat(rejected.body().get("rang").asBoolean()).isTrue();
        assertThat(rejected.body().get("ringSeconds").asInt()).isBetween(0, 3);
        assertThat(rejected.body().get("id")).isNotEqualTo(notRegistered.body().get("id"));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        assertThat(anna.awaitRefusal()).isEqualTo(408);
        assertThat(post(3).body().get("sipStatus").asInt()).isEqualTo(408);

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        anna.hangUp();
        assertThat(post(4).body().get("sipStatus").asInt()).isEqualTo(487);

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        Post answered = post(5);
        assertThat(answered.path()).isEqualTo("/api/answered-calls");
        assertThat(answered.body().has("sipStatus")).isFalse();
    }

    @Test
    void whatRingbackCouldNotTakeIsPostedAgain() {
        refusals.addAll(List.of(503, 401));
        Baresip anna = phone("anna");

        anna.dial(kamailio.uri("bob"));

        assertThat(anna.awaitRefusal()).isEqualTo(480);
        assertThat(post(3).body()).isEqualTo(post(1).body());
    }

    /** What could not be told is not told again in the time of the test. */
    @Test
    void whatOneNodeCannotTakeIsPostedToTheOtherAtOnce() throws IOException {
        AtomicInteger refused = new AtomicInteger();
        String one = api(exchange -> {
            refused.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        int sip = peers.with(new ListeningRingback(Ports.free())).port();
        int otherSip = peers.with(new ListeningRingback(Ports.free())).port();
        Path list = Files.writeString(folder.resolve("dispatcher.list"), """
                1 sip:ringback@127.0.0.1:%d 0 0 api=%s
                1 sip:ringback@127.0.0.1:%d
                """.formatted(sip, one, otherSip));
        kamailio = peers.with(KamailioTest.start(
                sip,
                Map.of(
                        "TELL_BY_HTTP",
                        "1",
                        "WITH_NODES",
                        "1",
                        "NODES",
                        "\"" + list.toAbsolutePath() + "\"",
                        "RINGBACK_API",
                        "\"" + api(this::take) + "\"",
                        "TELL_AGAIN",
                        "\"name=tellAgain;interval=600;mode=1;\"")));
        Baresip anna = phone("anna");

        for (int call = 1; call <= 2; call++) {
            anna.dial(kamailio.uri("bob"));
            assertThat(anna.awaitRefusal()).isEqualTo(480);
            assertThat(post(call).path()).isEqualTo("/api/failed-calls");
        }

        assertThat(refused).as("begun with the one of two calls").hasValue(1);
    }
}
