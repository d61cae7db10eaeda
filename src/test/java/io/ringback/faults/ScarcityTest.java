package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.AtOnce;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A node with 200 MB of heap that is short of one thing after another: while it is, health says so, and who sends events hears yes or
 * "not now"; afterwards every event that was accepted is accounted for, to its mail.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("scarcity")
class ScarcityTest {

    private static final int AT_ONCE = 30;
    private static final String NOT_ANSWERED = "not answered";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SmallDisk tables;
    private static SmallDisk log;
    private static Installation installation;

    private RunningRingback node;

    @BeforeAll
    static void start() throws Exception {
        tables = SmallDisk.of(96);
        log = SmallDisk.of(16);
        installation = Installation.ofItsOwn(
                "scarcity",
                Map.of(
                        "ringback.api.keys.faults.scopes", "calls.write,cases.read,metrics.read",
                        "ringback.database.lock-timeout", "1s",
                        "ringback.operations.silent-after", "2s",
                        "ringback.operations.read-figures-every", "500ms",
                        "spring.datasource.hikari.maximum-pool-size", "8",
                        "spring.datasource.hikari.connection-timeout", "2000",
                        "management.endpoint.health.cache.time-to-live", "0ms",
                        "logging.file.name",
                                log.folder().resolve("ringback.log").toString()),
                "-Xmx200m",
                "-XX:+ExitOnOutOfMemoryError");
        installation.postgres.moveTablesTo(tables.folder());
    }

    @AfterAll
    static void stop() {
        installation.close();
        tables.close();
        log.close();
    }

    @BeforeEach
    void node() {
        node = installation.node();
    }

    @AfterEach
    void thereIsPlentyAgain() throws Exception {
        tables.free();
        log.free();
        filesOfTheNode("4096");
        installation.proxy.answerAfter(Duration.ZERO);
        installation.smtp.greetAgain();
    }

    @Test
    void aDatabaseWhoseDiskIsFullTakesNothingAndSaysSo() throws Exception {
        List<PlayedCase> playedCases = played(40);
        String olga = PlayedCase.loggedIn("olga", node);
        tables.fill();

        assertThat(told(playedCases)).contains("503, again in 5").isSubsetOf("200", "202", "503, again in 5");
        assertThat(problems("database")).contains("53100", "its disk is full: free space there");
        assertThat(overview(olga)).contains("its disk is full: free space there");
        assertThat(status("liveness")).as("no restart frees space").isEqualTo(200);

        tables.free();
        accountedFor(playedCases);
    }

    @Test
    void aLogThatCannotBeWrittenStopsNothing() throws Exception {
        List<PlayedCase> playedCases = played(3);
        log.fill();

        assertThat(told(playedCases)).containsOnly("202");
        assertThat(problems("node")).contains("The disk of the log has 0 MB left");
        accountedFor(playedCases);

        log.free();
        await("what is logged is there again")
                .atMost(Installation.PATIENCE)
                .until(() -> !told(played(1)).isEmpty() && problems("node").isEmpty());
    }

    @Test
    void locksThatSomebodyHoldsForLongLetTheEventsComeLater() throws Exception {
        List<PlayedCase> playedCases = played(AT_ONCE);
        try (Connection other = installation.postgres.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table inbound_event in access exclusive mode");

            assertThat(told(playedCases)).contains("503, again in 5").isSubsetOf("503, again in 5");
            assertThat(status("liveness")).as("no restart takes the lock away").isEqualTo(200);
            other.rollback();
        }
        assertThat(problems("database")).contains("55P03", "pg_locks");
        accountedFor(playedCases);
    }

    @Test
    void aDatabaseThatIsSlowToAnswerMakesTheNodeSlowAndNothingElse() throws Exception {
        PlayedCase played = played(1).get(0);
        installation.proxy.answerAfter(Duration.ofMillis(Integer.getInteger("ringback.faults.answer-after", 250)));

        UUID caseId = played.callFails();
        assertThat(problems("database")).contains("ms to answer what costs it nothing");
        played.sayYes();
        played.useContactMeans();

        played.awaitOutcome(caseId, "INFORMED");
        played.assertNobodyWasWrittenToTwice(caseId);
        assertThat(answersLost(caseId)).isZero();
    }

    @Test
    void aMailServerThatHangsForAllGetsEachMailOnceWhenItIsBack() throws Exception {
        List<PlayedCase> playedCases = played(40);
        installation.smtp.hangAtGreeting(Integer.MAX_VALUE);

        assertThat(told(playedCases)).containsOnly("202");
        await("health says so")
                .atMost(Installation.PATIENCE)
                .until(
                        () -> health().at("/components/servers/details").toString(),
                        said -> said.contains("\"email smtp://127.0.0.1:" + installation.smtp.port()
                                + "\":\"16 of 16 deliveries hang;"));
        assertThat(overview(PlayedCase.loggedIn("olga", node)))
                .contains("email smtp://127.0.0.1:")
                .contains("deliveries hang");
        await("and so do the metrics").atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(metrics())
                .containsPattern("ringback_lane_busy\\{lane=\"email\"} (1[6-9]|[2-6]\\d)\\.0")
                .contains("ringback_lane_places{lane=\"email\"} 16.0", "ringback_lane_busy{lane=\"sms\"} 0.0")
                .contains("ringback_lane_waiting{lane=\"connections\"} 0.0"));

        installation.smtp.greetAgain();
        List<UUID> cases = accountedFor(playedCases);
        assertThat(cases.stream().mapToInt(ScarcityTest::answersLost).sum())
                .as("nothing was given to it that could arrive twice")
                .isZero();
    }

    @Test
    void aBurstFitsIntoLittleMemory() throws Exception {
        List<PlayedCase> playedCases = played(100);

        assertThat(told(playedCases)).containsOnly("202");

        accountedFor(playedCases);
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void aNodeWithoutFileDescriptorsSaysSoBeforeAndGoesOnAfterwards() throws Exception {
        List<PlayedCase> playedCases = played(AT_ONCE);
        filesOfTheNode(Long.toString(openFiles() + 20));
        assertThat(problems("node")).contains("file descriptors are in use");

        filesOfTheNode(Long.toString(openFiles() + 1));
        assertThat(told(playedCases))
                .as("it lacks them")
                .anyMatch(answer -> answer.equals(NOT_ANSWERED) || answer.startsWith("5"));

        filesOfTheNode("4096");
        // A class that could not be loaded meanwhile is lost for good; who runs nodes restarts one that is not live.
        await("it is live or says that it is not")
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    told(played(1));
                    if (status("liveness") != 200) {
                        node.kill();
                        node = installation.node();
                    }
                    return status("liveness") == 200 && problems("node").isEmpty();
                });
        accountedFor(playedCases);
    }

    private long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(node.pid()), "fd"))) {
            return files.count();
        }
    }

    private void filesOfTheNode(String most) throws Exception {
        assertThat(new ProcessBuilder("prlimit", "--pid", Long.toString(node.pid()), "--nofile=" + most + ":")
                        .start()
                        .waitFor())
                .isZero();
    }

    private static List<PlayedCase> played(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new PlayedCase(installation, installation::node))
                .toList();
    }

    /** The switch tells of each failed call once, of some at once; what it hears. */
    private static List<String> told(List<PlayedCase> playedCases) throws Exception {
        List<String> heard = new ArrayList<>();
        for (int from = 0; from < playedCases.size(); from += AT_ONCE) {
            List<Callable<String>> senders = new ArrayList<>();
            playedCases
                    .subList(from, Math.min(from + AT_ONCE, playedCases.size()))
                    .forEach(played -> senders.add(() -> told(played)));
            heard.addAll(AtOnce.all(senders));
        }
        return heard;
    }

    private static String told(PlayedCase played) throws InterruptedException {
        try {
            HttpResponse<String> answer = played.callFailsOnce(Duration.ofSeconds(30));
            return answer.statusCode()
                    + answer.headers()
                            .firstValue("Retry-After")
                            .map(seconds -> ", again in " + seconds)
                            .orElse("");
        } catch (IOException e) {
            return NOT_ANSWERED;
        }
    }

    /** The switch tells of each once more until it is taken; its question leaves, once, and nothing is left to be done. */
    private List<UUID> accountedFor(List<PlayedCase> playedCases) {
        List<UUID> cases = playedCases.stream().map(PlayedCase::callFails).toList();
        await("every event is accounted for").atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(left())
                .isZero());
        for (int i = 0; i < cases.size(); i++) {
            assertThat(installation.smtp.takenFor(playedCases.get(i).annasMail()))
                    .hasSizeBetween(1, 1 + answersLost(cases.get(i)));
            assertThat(playedCases.get(i).journal(cases.get(i), "QUESTION", "SENT"))
                    .isEqualTo(1);
        }
        return cases;
    }

    private static int answersLost(UUID caseId) {
        return installation
                .jdbc()
                .sql("select count(*) from journal where case_id = ? and result = 'ANSWER_LOST'")
                .param(caseId)
                .query(Integer.class)
                .single();
    }

    private static long left() {
        return installation
                .jdbc()
                .sql("select (select count(*) from inbound_event where state in ('WAITING', 'STUCK'))"
                        + " + (select count(*) from outbound_message where state = 'WAITING')")
                .query(Long.class)
                .single();
    }

    private String overview(String cookie) throws IOException, InterruptedException {
        return node.send(HttpRequest.newBuilder(node.address("/operations"))
                        .header("Cookie", cookie)
                        .GET())
                .body();
    }

    private int status(String probe) throws IOException, InterruptedException {
        return node.get("/actuator/health/" + probe).statusCode();
    }

    /** What a part of the health says; empty while it is UP. */
    private String problems(String part) throws IOException, InterruptedException {
        JsonNode said = health().at("/components/" + part);
        assertThat(said.path("status").asText())
                .isEqualTo(said.at("/details/problems").isEmpty() ? "UP" : "DEGRADED");
        return said.at("/details/problems").isEmpty()
                ? ""
                : said.at("/details/problems").toString();
    }

    private JsonNode health() throws IOException, InterruptedException {
        return JSON.readTree(monitored("/actuator/health"));
    }

    private String metrics() throws IOException, InterruptedException {
        return monitored("/actuator/prometheus");
    }

    private String monitored(String path) throws IOException, InterruptedException {
        return node.send(HttpRequest.newBuilder(node.address(path))
                        .header("Authorization", "Bearer " + Installation.API_KEY)
                        .GET())
                .body();
    }
}
