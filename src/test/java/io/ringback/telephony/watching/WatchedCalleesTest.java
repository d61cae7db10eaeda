package io.ringback.telephony.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.SeenBy;
import io.ringback.conversation.SignsOfLife;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.SipResponse;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callees who are watched by their presence at a real Kamailio. */
class WatchedCalleesTest {

    private static final Path TABLES = Path.of("/usr/share/kamailio/dbtext/kamailio");

    private static final UUID BOB = UUID.randomUUID();
    private static final UUID CAROL = UUID.randomUUID();
    private static final UUID NODE = UUID.randomUUID();

    @TempDir
    private Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<UUID> toBeSeen = new CopyOnWriteArrayList<>();
    private Kamailio kamailio;
    private JainUserAgent agent;
    private WatchedCallees watched;

    private final SignsOfLife signs = new SignsOfLife() {
        @Override
        public void seen(UUID personId, SeenBy sign) {
            seen.add((personId.equals(BOB) ? "Bob " : "Carol ") + sign);
        }

        @Override
        public List<UUID> toBeSeen(int most) {
            return toBeSeen.stream().limit(most).toList();
        }

        @Override
        public boolean mayBeSeen(UUID personId) {
            return true;
        }
    };

    @BeforeEach
    void start() throws IOException {
        int port = Ports.free();
        try (Stream<Path> tables = Files.list(TABLES)) {
            for (Path table : tables.toList()) {
                Files.copy(table, folder.resolve(table.getFileName().toString()));
            }
        }
        kamailio = Kamailio.by(Path.of("src/test/resources/peers/presence.cfg"))
                .define("ALGORITHM", "\"MD5\"")
                .define("TABLES", "\"text://" + folder + '"')
                .define("SERVER_ADDRESS", "\"sip:presence@127.0.0.1:" + port + '"')
                .start(port);
        agent = new JainUserAgent(SipSettings.of("ringback", new Listen("UDP", "127.0.0.1", Ports.free())));
        agent.start();
        watched = watching(NODE, Set.of(NODE), 2);
        watched.start();
    }

    private WatchedCallees watching(UUID self, Set<UUID> nodes, int most) {
        return new WatchedCallees(
                // Looks when the test says so.
                new WatchingProperties("presence", most, Duration.ofHours(1), Duration.ofHours(1)),
                Set.of("ringback"),
                agent,
                signs,
                person -> Optional.of(uri(person)),
                new NodesShare(self, () -> nodes),
                Clock.systemUTC());
    }

    private String uri(UUID person) {
        return "sip:" + (person.equals(BOB) ? "bob" : "carol") + "@127.0.0.1:" + kamailio.port();
    }

    @AfterEach
    void stop() throws Exception {
        watched.close();
        agent.close();
        kamailio.close();
    }

    private void publish(UUID person, String state) throws Exception {
        String document = """
                <?xml version="1.0"?>
                <presence xmlns="urn:ietf:params:xml:ns:pidf" entity="%s"><tuple id="t1"><status>\
                <basic>%s</basic></status></tuple></presence>
                """.formatted(uri(person), state);
        SipResponse answer = agent.send(new SipRequest(
                        "PUBLISH",
                        uri(person),
                        Map.of(
                                "Event", List.of("presence"),
                                "Expires", List.of("600"),
                                "Content-Type", List.of("application/pidf+xml")),
                        Optional.of(document),
                        ""))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void whoBecomesAvailableWhileACaseWaitsForThemIsSeenAndNobodyElse() throws Exception {
        toBeSeen.add(BOB);
        watched.look();
        await().until(() -> watched.isTold(BOB));

        publish(CAROL, "open");
        publish(BOB, "open");

        await().untilAsserted(() -> assertThat(seen).containsExactly("Bob PRESENCE"));
    }

    @Test
    void whenTheLastCaseHasEndedTheSubscriptionEndsAndNothingIsSeenAnyMore() throws Exception {
        toBeSeen.add(BOB);
        watched.look();
        await().until(() -> watched.isTold(BOB));
        watched.look();
        assertThat(watched.size()).isEqualTo(1);

        toBeSeen.clear();
        watched.look();
        assertThat(watched.size()).isZero();

        toBeSeen.add(CAROL);
        watched.look();
        await().until(() -> watched.isTold(CAROL));
        publish(BOB, "open");
        publish(CAROL, "open");
        await().untilAsserted(() -> assertThat(seen).containsExactly("Carol PRESENCE"));
    }

    @Test
    void noMoreAreWatchedThanAreSet() {
        IntStream.range(0, 5).forEach(each -> toBeSeen.add(UUID.randomUUID()));
        watched.look();
        assertThat(watched.size()).isEqualTo(2);
    }

    @Test
    void eachIsWatchedByOneOfSeveralNodes() {
        Set<UUID> nodes = Set.of(NODE, UUID.randomUUID(), UUID.randomUUID());
        List<NodesShare> shares =
                nodes.stream().map(node -> new NodesShare(node, () -> nodes)).toList();
        for (int each = 0; each < 100; each++) {
            UUID person = UUID.randomUUID();
            assertThat(shares.stream().filter(share -> share.now().test(person)))
                    .hasSize(1);
        }
    }
}
