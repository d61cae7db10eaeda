package io.ringback.telephony.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.ShippedRoutes;
import io.ringback.TestDatabase;
import io.ringback.peers.Ports;
import io.ringback.sealing.SealedAddresses;
import io.ringback.sealing.SealedColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Call control as it runs: the route, the database and the case behind it are real; the phones are the test's. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.MOCK)
@Import(CallControlInPlace.TheTestsPhones.class)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the call control of the tests")
abstract class CallControlInPlace {

    static final TestDatabase DATABASE = TestDatabase.fresh();
    static final String BOB = "+46701740606";
    static final String ANNA = "+46701740605";

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "http://localhost");
        registry.add("ringback.mail.domain", () -> "example.test");
        registry.add("ringback.camel-routes-directory", () -> ShippedRoutes.only("connect"));
        registry.add("ringback.sip.proxy", () -> "sip:127.0.0.1:5060");
        registry.add("ringback.sip.listen", () -> "udp:127.0.0.1:" + Ports.free());
        registry.add("ringback.sip.domain", () -> "switch.example");
        registry.add("ringback.connections.number", () -> "+46812345678");
        registry.add("ringback.connections.node", () -> "this node");
        registry.add("ringback.dialling.caps.per-person", () -> "3");
        registry.add("ringback.announcement.server", () -> "sip:media.example");
    }

    @TestConfiguration
    static class TheTestsPhones {

        @Bean
        @Primary
        PlayedPhones playedPhones() {
            return new PlayedPhones();
        }

        @Bean
        @Primary
        TheTestsHeldCalls theTestsHeldCalls() {
            return new TheTestsHeldCalls(new ConcurrentHashMap<>());
        }

        @Bean
        LostCalls theTestsLostCalls() {
            return (callId, messageId) -> {
                if (NOT_YET.contains(callId)) {
                    throw new TransientDataAccessResourceException("The database is away");
                }
                LOST.add(callId);
            };
        }
    }

    /** Calls that are held, by their cases. */
    record TheTestsHeldCalls(Map<UUID, HeldCall> calls) implements HeldCallSource {

        @Override
        public Optional<HeldCall> take(UUID caseId) {
            return Optional.ofNullable(calls.remove(caseId));
        }
    }

    static final List<UUID> LOST = new CopyOnWriteArrayList<>();

    /** Calls that nobody can be told of for now. */
    static final List<UUID> NOT_YET = new CopyOnWriteArrayList<>();

    @Autowired
    PlayedPhones agent;

    @Autowired
    TheTestsHeldCalls heldCalls;

    @Autowired
    CallControl callControl;

    @Autowired
    VoiceControl voiceControl;

    final JdbcClient jdbc = DATABASE.jdbc();
    private final CaseRows rows = new CaseRows(jdbc);
    UUID caseId;

    @BeforeEach
    void newCase() {
        agent.sent.clear();
        agent.phones.clear();
        agent.hungUpFromElsewhere.clear();
        agent.beforeAcknowledging = phone -> {};
        caseId = rows.openCase("INFORMING_CALLER");
    }

    @AfterEach
    void nothingIsHeld() {
        await().untilAsserted(() -> assertThat(callControl.holdings()).isEqualTo(new CallHoldings(0, 0)));
        await().untilAsserted(() -> assertThat(voiceControl.holdings()).isEqualTo(new CallHoldings(0, 0)));
        await().untilAsserted(() ->
                assertThat(jdbc.sql("""
                                        select count(*) from voice_call
                                         where ended_at is null or phone_dialog is not null or server_dialog is not null
                                        """).query(Long.class).single()).isZero());
        await().untilAsserted(() ->
                assertThat(jdbc.sql("""
                                        select count(*) from connection
                                         where ended_at is null or callee_dialog is not null or caller_dialog is not null
                                            or announcement_dialog is not null or asking_dialog is not null
                                        """).query(Long.class).single()).isZero());
        DATABASE.clear();
    }

    private static final SealedColumn DIALOG = new SealedColumn("dialog", "", "");

    /** What a column has for the dialog of a call. */
    static byte[] sealed(UUID call, String dialog) {
        return DATABASE.addresses().seal(DIALOG, call, dialog);
    }

    /** A field of each dialog in a column of a table; empty where the column is. */
    List<String> inDialogs(String table, String column, String field) {
        SealedAddresses addresses = DATABASE.addresses();
        Pattern written = Pattern.compile("\"" + field + "\":\"([^\"]*)\"");
        return jdbc
                .sql("select id, " + column + " as dialog from " + table + " where " + column + " is not null")
                .query((row, number) -> addresses.open(DIALOG, row.getObject("id", UUID.class), row.getBytes("dialog")))
                .list()
                .stream()
                .flatMap(dialog -> written.matcher(dialog).results())
                .map(found -> found.group(1))
                .toList();
    }

    Map<String, String> asked() {
        Map<String, String> body = new HashMap<>();
        body.put("connectionId", UUID.randomUUID().toString());
        body.put("caseId", caseId.toString());
        body.put("calleeId", person("Bob").toString());
        body.put("callerId", person("Anna").toString());
        body.put("callee", "tel:" + BOB);
        body.put("caller", "tel:" + ANNA);
        body.put("callerName", "Anna");
        body.put("calleeName", "Bob");
        body.put("calleeLanguage", "sv");
        body.put("callerLanguage", "en");
        body.put("calleeAccepts", "ANSWER");
        body.put("callerAccepts", "ANSWER");
        body.put("announcement", "VOICE");
        return body;
    }

    UUID person(String name) {
        return rows.person(name);
    }

    PlayedPhones.Phone phone(String name) {
        await().until(() ->
                agent.phones.stream().anyMatch(phone -> phone.call.to().contains(name)));
        return agent.phones.stream()
                .filter(phone -> phone.call.to().contains(name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    void awaitSent(String line) {
        await().untilAsserted(() -> assertThat(agent.sent).contains(line));
    }

    void awaitOutcome(String connectionId, String ending) {
        await().untilAsserted(() -> assertThat(jdbc.sql("select payload ->> 'ending' from inbound_event where id = ?")
                        .param("connection:" + connectionId)
                        .query(String.class)
                        .optional())
                .contains(ending));
    }
}
