package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import io.ringback.peers.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;

/**
 * A real Prometheus reads a running node as {@code deploy/monitoring} has it, with a key that may read metrics and no more. The node's
 * switch and its SMSC are away.
 */
@Timeout(900)
@BesideOthers
class MonitoringTest {

    private static final Path FOLDER = Path.of("deploy/monitoring");
    private static final int MEDIA_PORTS = 10;
    private static final Pattern METRIC = Pattern.compile("\\b(?:ringback|jvm|hikaricp|http|process)_\\w+\\b|\\bup\\b");

    /** The alerts of what is away; and an event is stuck. */
    private static final Set<String> AWAY =
            Set.of("RingbackSwitchAway", "RingbackNotRegistered", "RingbackSmscUnbound", "RingbackEventStuck");

    private static Installation installation;
    private static Prometheus prometheus;

    @BeforeAll
    static void start() throws Exception {
        int away = Ports.free();
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        installation = Installation.ofItsOwn(
                "monitoring",
                Map.ofEntries(
                        Map.entry("ringback.api.keys.faults.scopes", "metrics.read"),
                        Map.entry("ringback.operations.read-figures-every", "500ms"),
                        Map.entry("ringback.sip.proxy", "sip:127.0.0.1:" + away),
                        Map.entry("ringback.sip.watch", "sip:127.0.0.1:" + away),
                        Map.entry("ringback.sip.watch-every", "1s"),
                        Map.entry("ringback.sip.t1", "50ms"),
                        Map.entry("ringback.sip.domain", "ringback.example"),
                        Map.entry("ringback.sip.listen", "udp:127.0.0.1:" + Ports.free()),
                        Map.entry("ringback.sip.account", "ringback"),
                        Map.entry("ringback.sip.password", "ringbacks-secret"),
                        Map.entry("ringback.sip.registrar", "sip:127.0.0.1:" + away),
                        Map.entry("ringback.sip.aor", "sip:ringback@ringback.example"),
                        Map.entry("ringback.announcement.listen", "127.0.0.1:" + Ports.free()),
                        Map.entry(
                                "ringback.announcement.media-ports",
                                firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1)),
                        Map.entry("ringback.connections.number", "+46812345678"),
                        Map.entry("ringback.switch-check.caller", "sip:check1@ringback.example"),
                        Map.entry("ringback.switch-check.callee", "sip:check2@ringback.example"),
                        Map.entry("ringback.synthetic-call.every", "1h"),
                        Map.entry("ringback.synthetic-call.listen", "udp:127.0.0.1:" + Ports.free(4)),
                        Map.entry("ringback.synthetic-call.caller-password", "secret1"),
                        Map.entry("ringback.synthetic-call.callee-password", "secret2"),
                        Map.entry("ringback.sms.smpp.binds", "127.0.0.1:" + Ports.free()),
                        Map.entry("ringback.sms.senders", "+46700000001")));
        RunningRingback node = installation.node();
        somethingOfEverySort(installation.jdbc());
        String key = "ringback.key";
        String shipped = Files.readString(FOLDER.resolve("prometheus.yml"));
        String here = shipped.replace("/etc/prometheus/" + key, key)
                .replace("scheme: https", "scheme: http")
                .replace(
                        "ringback-1.example:443",
                        "127.0.0.1:" + node.address("/").getPort())
                .replaceAll("(?m)^ *- ringback-2.example:443\n", "")
                .replace("_interval: 15s", "_interval: 1s");
        prometheus = Prometheus.start(
                here,
                Map.of(
                        key,
                        Installation.API_KEY,
                        "ringback.rules.yml",
                        Files.readString(FOLDER.resolve("ringback.rules.yml"))));
        await("a second scrape, as rates want two")
                .atMost(Installation.PATIENCE)
                .until(() -> prometheus
                                .ask("count_over_time(up{job=\"ringback\"}[1m]) > 2")
                                .size()
                        == 1);
    }

    @AfterAll
    static void stop() {
        prometheus.close();
        installation.close();
    }

    @Test
    void everyMetricThatIsAskedForIsThere() throws IOException {
        Set<String> asked = new TreeSet<>();
        Stream.concat(ofTheDashboard().stream(), ofTheAlerts().values().stream())
                .forEach(expression -> {
                    Matcher metric = METRIC.matcher(expression);
                    while (metric.find()) {
                        asked.add(metric.group());
                    }
                });

        await("figures are counted now and then").atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(asked)
                .hasSizeGreaterThan(25)
                .allSatisfy(
                        metric -> assertThat(prometheus.ask(metric)).as(metric).isNotEmpty()));
    }

    @Test
    void everyQueryOfTheDashboardHasAnAnswer() throws IOException {
        List<String> queries = ofTheDashboard();
        await("rates want two scrapes")
                .atMost(Installation.PATIENCE)
                .untilAsserted(() -> assertThat(queries).hasSizeGreaterThan(25).allSatisfy(query -> {
                    List<JsonNode> series = prometheus.ask(query);
                    if (!query.contains("offset 1d")) {
                        assertThat(series).as(query).isNotEmpty();
                    }
                }));
    }

    @Test
    void whatIsAwayIsAlertedAndNothingElseOfThose() throws IOException {
        Map<String, String> alerts = ofTheAlerts();

        await("the trunk has noticed").atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(alerts)
                .allSatisfy((alert, expression) -> assertThat(prometheus.ask(expression))
                        .as(alert + ": " + expression)
                        .hasSize(AWAY.contains(alert) ? 1 : 0)));
    }

    /** What hands over and ends in the last minutes, so that each number has something to say. */
    private static void somethingOfEverySort(JdbcClient jdbc) {
        UUID anna = UUID.randomUUID();
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, 'Anna', 'sv', 'Europe/Stockholm')")
                .param(anna)
                .update();
        for (String outcome : new String[] {null, "INFORMED"}) {
            UUID id = UUID.randomUUID();
            jdbc.sql("insert into failed_call_case (id, process_instance_id, caller_id, callee_id, caller_sealed,"
                            + " callee_sealed, failed_medium, cause, first_tried_at, last_tried_at, state, outcome, opened_at,"
                            + " ended_at) values (:id, 'none', :anna, :anna, '', '', 'VOICE', 'BUSY', now(), now(), :state,"
                            + " :outcome, now(), case when :outcome::text is null then null else now() end)")
                    .param("id", id)
                    .param("anna", anna)
                    .param("state", outcome == null ? "ASKING_CALLER" : "ENDED")
                    .param("outcome", outcome, Types.VARCHAR)
                    .update();
            jdbc.sql("insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)"
                            + " values (gen_random_uuid(), :id, 'QUESTION', 'SMS', :anna, gen_random_uuid(), 'SENT', now()),"
                            + " (gen_random_uuid(), :id, 'QUESTION', 'SMS', :anna, gen_random_uuid(), 'FAILED', now())")
                    .param("id", id)
                    .param("anna", anna)
                    .update();
            jdbc.sql(
                            "insert into connection (id, case_id, node, state, ending, started_at, connected_at, ended_at) values"
                                    + " (gen_random_uuid(), ?, 'node', 'ENDED', 'CONNECTED', now(), now(), now())")
                    .param(id)
                    .update();
            jdbc.sql(
                            "insert into voice_call (id, message_id, person_id, case_id, node, attempt, state, result, started_at, ended_at)"
                                    + " select gen_random_uuid(), id, person_id, case_id, 'node', 1, 'ENDED', 'FINISHED', now(), now()"
                                    + " from outbound_message where case_id = ? limit 1")
                    .param(id)
                    .update();
        }
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at, problem)"
                        + " values ('monitored', 'ANSWER', '{}', 'STUCK', now(), 'no such wait')")
                .update();
    }

    private static List<String> ofTheDashboard() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(FOLDER.resolve("ringback.dashboard.json")))
                .findValuesAsText("expr");
    }

    /** Expressions by the names of their alerts. */
    private static Map<String, String> ofTheAlerts() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(FOLDER.resolve("ringback.rules.yml")));
        JsonNode rules = new ObjectMapper().valueToTree(file).at("/groups/0/rules");
        Map<String, String> expressions = new TreeMap<>();
        rules.forEach(rule ->
                expressions.put(rule.path("alert").asText(), rule.path("expr").asText()));
        return expressions;
    }
}
