package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.peers.Ports;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jsmpp.examples.SMPPServerSimulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A case by SMS with the simulator of jsmpp, which names messages in hexadecimal and reports on them in decimal. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class ReceiptsInDecimalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PORT = Ports.free();

    @TempDir
    static Path routes;

    private static Thread simulator;

    @Autowired
    private CallEvents calls;

    @Autowired
    private Directory directory;

    @Autowired
    private Conversation conversation;

    @Autowired
    private SessionIdentifiers sessions;

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        simulator = new Thread(new SMPPServerSimulator(false, PORT, "ringback", "secret"), "simulator");
        simulator.setDaemon(true);
        simulator.start();
        Path file = Path.of("camel-routes", "sms.camel.yaml");
        Files.copy(file, routes.resolve(file.getFileName()));
        DATABASE.register(registry);
        registry.add("ringback.secret", () -> "0123456789abcdef0123456789abcdef");
        registry.add("ringback.public-url", () -> "https://ringback.example.com");
        registry.add("ringback.quiet-hours", () -> "never");
        registry.add("ringback.camel-routes-directory", routes::toString);
        registry.add("ringback.mail.domain", () -> "ringback.example");
        registry.add("ringback.sms.senders", () -> "+46701000001");
        registry.add("ringback.sms.smpp.binds", () -> "127.0.0.1:" + PORT);
        registry.add("ringback.sms.smpp.system-id", () -> "ringback");
        registry.add("ringback.sms.smpp.password", () -> "secret");
        registry.add("ringback.sms.smpp.receipt-ids", () -> "HEX_TO_DECIMAL");
    }

    @AfterAll
    static void stop() {
        simulator.interrupt();
    }

    @Test
    void receiptsEndTheCase() {
        Person anna = person("Anna", "+46701741205", "+46731741205");
        Person bob = person("Bob", "+46701741206", "+46731741206");
        directory.setAlwaysNotifyForMe(anna.id());
        Accepted accepted = calls.failed(new FailedCall(
                "a call", telephone(anna), telephone(bob), Medium.VOICE, Cause.BUSY, Instant.now(), "test"));
        UUID caseId = ((Accepted.New) accepted).caseId();
        await().atMost(PATIENCE).until(() -> journal(caseId).contains("NOTIFICATION DELIVERED"));

        UUID notice = jdbc.sql("select id from outbound_message where case_id = ? and kind = 'NOTIFICATION'")
                .param(caseId)
                .query(UUID.class)
                .single();
        assertThat(conversation
                        .choose(sessions.derive(notice, Purpose.CONTACT), Choice.INFORM, Optional.empty())
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);

        await().atMost(PATIENCE).until(() -> journal(caseId).contains("ENDED INFORMED"));
        assertThat(journal(caseId)).contains("INFORMATION DELIVERED");
    }

    private Person person(String name, String mobile, String telephone) {
        Person person = new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + telephone), "Desk"),
                        new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:" + mobile), "Mobile")));
        directory.save(person);
        return person;
    }

    private static Address telephone(Person person) {
        return person.devices().get(0).address();
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select step || ' ' || coalesce(result, '') from journal where case_id = ? order by id")
                .param(caseId)
                .query(String.class)
                .list();
    }
}
