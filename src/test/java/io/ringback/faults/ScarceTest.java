package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.AtOnce;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("scarce")
class ScarceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SmallDisk tables;
    private static SmallDisk log;
    private static Installation installation;

    private RunningRingback node;

    @BeforeAll
    static void start() throws Exception {
        tables = SmallDisk.of(96);
        log = SmallDisk.of(8);
        installation = Installation.ofItsOwn(
                "scarce",
                Map.of(
                        "ringback.api.keys.faults.scopes", "calls.write,cases.read,metrics.read",
                        "ringback.database.lock-timeout", "1s",
                        "ringback.operations.silent-after", "2s",
                        "spring.datasource.hikari.maximum-pool-size", "8",
                        "spring.datasource.hikari.connection-timeout", "2000",
                        "management.endpoint.health.cache.time-to-live", "0ms",
                        "logging.file.name", log.folder().resolve("ringback.log").toString()),
                "-Xmx200m",
                "-XX:+ExitOnOutOfMemoryError");
        installation.postgres.moveTablesTo(tables.folder());
    }

    @BeforeEach
    void node() {
        node = installation.node();
    }

    @AfterEach
    void plenty() throws Exception {
        tables.free();
        log.free();
        installation.proxy.answerAfter(Duration.ZERO);
        installation.smtp.greetAgain();
    }

    @Test
    void locks() throws Exception {
        List<PlayedCase> playedCases = played(30);
        try (Connection other = installation.postgres.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table inbound_event in access exclusive mode");
            System.out.println(told(playedCases));
            System.out.println(health());
            System.out.println(node.get("/actuator/health/readiness").statusCode() + " live "
                    + node.get("/actuator/health/liveness").statusCode());
            other.rollback();
        }
        accountedFor(playedCases);
    }

    @Test
    void tables() throws Exception {
        List<PlayedCase> playedCases = played(60);
        tables.fill();
        System.out.println(told(playedCases));
        System.out.println(health());
        System.out.println(node.get("/actuator/health/readiness").statusCode() + " live "
                + node.get("/actuator/health/liveness").statusCode());
        tables.free();
        accountedFor(playedCases);
    }

    @Test
    void log() throws Exception {
        List<PlayedCase> playedCases = played(3);
        log.fill();
        System.out.println(told(playedCases));
        accountedFor(playedCases);
        System.out.println(health());
        log.free();
    }

    @Test
    void slow() throws Exception {
        PlayedCase played = played(1).get(0);
        installation.proxy.answerAfter(Duration.ofMillis(500));
        long begin = System.nanoTime();
        UUID id = played.callFails();
        System.out.println("told " + (System.nanoTime() - begin) / 1000000);
        System.out.println(health());
        played.sayYes();
        System.out.println("yes " + (System.nanoTime() - begin) / 1000000);
        played.useContactMeans();
        System.out.println("contact " + (System.nanoTime() - begin) / 1000000);
        played.awaitOutcome(id, "INFORMED");
        System.out.println("end " + (System.nanoTime() - begin) / 1000000);
    }

    @Test
    void smtp() throws Exception {
        List<PlayedCase> playedCases = played(60);
        installation.smtp.hangAtGreeting(10000);
        System.out.println(told(playedCases));
        await().until(() -> installation.smtp.ungreeted() >= 16);
        for (int i = 0; i < 4; i++) {
            TimeUnit.SECONDS.sleep(1);
            System.out.println(health());
        }
        installation.smtp.greetAgain();
        accountedFor(playedCases);
    }

    @Test
    void burst() throws Exception {
        List<PlayedCase> playedCases = played(400);
        System.out.println(told(playedCases));
        accountedFor(playedCases);
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void files() throws Exception {
        List<PlayedCase> playedCases = played(40);
        long open = open();
        System.out.println("open " + open);
        System.out.println(health());
        limit(Long.toString(open + 2));
        System.out.println(told(playedCases));
        System.out.println(health());
        limit("4096");
        accountedFor(playedCases);
        System.out.println(health());
    }

    private long open() throws IOException {
        try (var list = java.nio.file.Files.list(java.nio.file.Path.of("/proc", "" + node.pid(), "fd"))) {
            return list.count();
        }
    }

    private void limit(String files) throws Exception {
        new ProcessBuilder("prlimit", "--pid", "" + node.pid(), "--nofile=" + files + ":").start().waitFor();
    }

    private static List<PlayedCase> played(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new PlayedCase(installation, installation::node))
                .toList();
    }

    private List<String> told(List<PlayedCase> playedCases) throws Exception {
        List<String> statuses = new ArrayList<>();
        for (int from = 0; from < playedCases.size(); from += 30) {
            List<Callable<String>> senders = new ArrayList<>();
            for (PlayedCase played : playedCases.subList(from, Math.min(from + 30, playedCases.size()))) {
                senders.add(() -> {
                    try {
                        HttpResponse<String> answer = played.tellOnce();
                        return answer.statusCode() + " "
                                + answer.headers().firstValue("Retry-After").orElse("");
                    } catch (IOException e) {
                        return e.getClass().getSimpleName();
                    }
                });
            }
            statuses.addAll(AtOnce.all(senders));
        }
        return statuses;
    }

    private void accountedFor(List<PlayedCase> playedCases) {
        List<UUID> cases = playedCases.stream().map(PlayedCase::callFails).toList();
        for (int i = 0; i < cases.size(); i++) {
            playedCases.get(i).questionToken();
        }
        await("every event is accounted for").atMost(PATIENCE).untilAsserted(() -> assertThat(left())
                .isZero());
        int lost = 0;
        for (int i = 0; i < cases.size(); i++) {
            assertThat(installation.smtp.takenFor(playedCases.get(i).annasMail()))
                    .hasSizeBetween(1, 1 + playedCases.get(i).journal(cases.get(i), "QUESTION", "ANSWER_LOST"));
            lost += playedCases.get(i).journal(cases.get(i), "QUESTION", "ANSWER_LOST");
        }
        System.out.println("accounted for; answers lost " + lost);
    }

    private static long left() {
        return installation
                .jdbc()
                .sql("select (select count(*) from inbound_event where state in ('WAITING', 'STUCK'))"
                        + " + (select count(*) from outbound_message where state = 'WAITING')")
                .query(Long.class)
                .single();
    }

    private JsonNode health() throws Exception {
        HttpResponse<String> answer = node.send(HttpRequest.newBuilder(node.address("/actuator/health"))
                .header("Authorization", "Bearer " + Installation.API_KEY)
                .GET());
        return JSON.readTree(answer.body());
    }
}
