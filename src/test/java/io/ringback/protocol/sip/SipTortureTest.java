package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All messages of RFC 4475 and some noise, byte by byte: what docs/sip-torture.md says is what happens. */
@Isolated("all that is logged and printed is looked at")
class SipTortureTest {

    private static final Path MESSAGES = Path.of("src/test/resources/sip/torture");
    private static final int SILENCE_MILLIS = 400;
    private static final int ANSWER_MILLIS = 10_000;

    @TempDir
    static Path folder;

    private static TestKeys keys;

    /** What each message was answered, by row; or what went wrong. */
    private static final Map<Row, Future<String>> ANSWERS = new HashMap<>();

    private static List<String> logged;

    /** A row of the table. */
    record Row(String section, String message, String over, String answer) {

        boolean isSilence() {
            return answer.startsWith("silence");
        }

        @Override
        public String toString() {
            return section + " " + message + ": " + answer;
        }
    }

    /** All at once, as most of the time nothing happens but that timers of transactions run out. */
    @BeforeAll
    static void sendThemAll() throws Exception {
        keys = TestKeys.in(folder);
        List<Row> rows = rows();
        ExecutorService peers = Executors.newFixedThreadPool(rows.size());
        Queue<JainUserAgent> agents = new ConcurrentLinkedQueue<>();
        try (LoggedLines lines = new LoggedLines()) {
            rows.forEach(row -> ANSWERS.put(row, peers.submit(() -> answer(row, agents))));
            peers.shutdown();
            assertThat(peers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            logged = lines.all();
        } finally {
            peers.shutdownNow();
            agents.forEach(JainUserAgent::close);
        }
    }

    static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("docs/sip-torture.md"))) {
            return lines.filter(line -> line.startsWith("| 3."))
                    .map(line ->
                            Arrays.stream(line.split("\\|")).map(String::strip).toList())
                    .map(cells -> new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(6)))
                    .toList();
        }
    }

    @Test
    void theTableHasEveryMessageOnce() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            assertThat(rows())
                    .hasSize(49)
                    .extracting(Row::message)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString().replace(".dat", ""))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isAnsweredAsTheTableSays(Row row) throws Exception {
        assertThat(ANSWERS.get(row).get()).isEqualTo(row.answer().split(" ")[0]);
    }

    @Test
    void nothingIsLoggedOfThem() {
        assertThat(logged).isEmpty();
    }

    // Their branches are often the same, so each is sent to an agent of its own.
    private static String answer(Row row, Queue<JainUserAgent> agents) throws Exception {
        byte[] message = Files.readAllBytes(MESSAGES.resolve(row.message() + ".dat"));
        int port = Ports.free();
        int tlsPort = Ports.free();
        JainUserAgent agent = agent(port, tlsPort);
        agents.add(agent);
        Optional<String> answer =
                switch (row.over()) {
                    case "UDP" -> overUdp(message, port, row);
                    case "TCP" -> overConnection(new RawConnection(port), message, row);
                    default -> overConnection(new RawConnection(tls(tlsPort)), message, row);
                };
        assertStillAnswers(port);
        await().untilAsserted(() -> assertThat(agent.holdings().legs()).isZero());
        return answer.map(response -> Integer.toString(RawPeer.status(response)))
                .orElse("silence");
    }

    private static JainUserAgent agent(int port, int tlsPort) {
        JainUserAgent agent = new JainUserAgent(AgentSettings.of(
                        "torture",
                        new Listen("UDP", "127.0.0.1", port),
                        new Listen("TCP", "127.0.0.1", port),
                        new Listen("TLS", "127.0.0.1", tlsPort))
                .tls(keys.tls(keys.own(), false))
                .peers(1_000, "127.0.0.0/8")
                .settings());
        agent.start();
        agent.onCall(call -> call.refuse(486, Map.of()));
        agent.onRequest(Set.of("MESSAGE"), request -> CompletableFuture.completedFuture(SipResponse.of(200)));
        return agent;
    }

    private static Socket tls(int port) throws IOException {
        return TlsKeys.context(keys.tls(keys.own(), false)).getSocketFactory().createSocket("127.0.0.1", port);
    }

    private static Optional<String> overUdp(byte[] message, int port, Row row) {
        try (RawPeer peer = new RawPeer("127.0.0.1", port)) {
            peer.send(message);
            int patience = row.isSilence() ? SILENCE_MILLIS : ANSWER_MILLIS;
            Optional<String> answer = peer.receive(patience);
            while (answer.filter(one -> one.startsWith("SIP/2.0 1")).isPresent()) {
                answer = peer.receive(patience);
            }
            return answer;
        }
    }

    private static Optional<String> overConnection(RawConnection connection, byte[] message, Row row)
            throws IOException {
        try (connection) {
            connection.send(message);
            return connection.response(row.isSilence() ? SILENCE_MILLIS : ANSWER_MILLIS);
        }
    }

    /** Asked from another address: a port may be taken again while responses to the one before still come to it. */
    private static void assertStillAnswers(int port) {
        try (RawPeer peer = new RawPeer("127.0.0.2", port)) {
            assertThat(RawPeer.status(peer.askAgain(peer.request("OPTIONS", "sip:ringback@127.0.0.1", "", ""))))
                    .isEqualTo(200);
        }
    }

    @Test
    void noiseBreaksNothing() throws Exception {
        Random random = new Random(4475);
        List<Row> rows = rows();
        int port = Ports.free();
        try (LoggedLines logged = new LoggedLines();
                JainUserAgent agent = agent(port, Ports.free());
                RawPeer peer = new RawPeer("127.0.0.1", port)) {
            for (int i = 0; i < 600; i++) {
                byte[] message = Files.readAllBytes(
                        MESSAGES.resolve(rows.get(random.nextInt(rows.size())).message() + ".dat"));
                byte[] damaged = damaged(message, random);
                peer.send(damaged);
                if (i % 20 == 0) {
                    try (RawConnection connection = new RawConnection(port)) {
                        connection.send(damaged);
                    }
                    assertStillAnswers(port);
                }
            }

            assertStillAnswers(port);
            assertThat(logged.all()).isEmpty();
            assertThat(agent.counters().get("malformed")).isPositive();
        }
    }

    private static byte[] damaged(byte[] message, Random random) {
        byte[] damaged =
                random.nextInt(4) == 0 ? Arrays.copyOf(message, 1 + random.nextInt(message.length)) : message.clone();
        for (int times = random.nextInt(8); times >= 0; times--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
