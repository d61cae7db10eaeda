package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.cases.Announcement;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.UserAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
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

/**
 * What Bob hears while Anna's phone rings, for each kind of announcement and server. The connection is asked for at
 * {@code direct:connect-call} and its case is over; how a case comes to that is {@link ConnectedCallsTest}'s.
 */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
abstract class AnnouncementsHeard {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    static final int ANNAS_TONE = 1000;

    private static final int BOBS_TONE = 1500;
    private static final String ANNA = "+46701740601";
    private static final String BOB = "+46701740602";

    @TempDir
    static Path routes;

    private static Kamailio kamailio;

    @RegisterExtension
    final Peers peers = new Peers();

    Baresip anna;
    Baresip bob;

    @Autowired
    private Directory directory;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UserAgent trunk;

    @Autowired
    private ProducerTemplate camel;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        kamailio = Kamailio.plain().define("RING_MILLISECONDS", "60000").start();
        TestDatabase.fresh().register(registry);
        CallSettings.register(registry, kamailio, Ports.free(), routes, "connect");
    }

    @AfterAll
    static void stop() {
        kamailio.close();
    }

    @BeforeEach
    void phones() {
        anna = peers.with(Baresip.of(ANNA, ANNAS_TONE).at(kamailio));
        bob = peers.with(Baresip.of(BOB, BOBS_TONE).at(kamailio));
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(trunk.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0)));
    }

    /** Bob takes the call, and Anna's phone rings. */
    void callBoth(Announcement announcement) {
        UUID callee = person("Bob", BOB);
        UUID caller = person("Anna", ANNA);
        UUID caseId = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed,
                            failed_medium, cause, first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)
                        values (?, ?, ?, ?, ?, 'VOICE', 'BUSY', now(), now(), 'ENDED', 'INFORMED', now(), now())
                        """).params(caseId, caller, callee, new byte[0], new byte[0]).update();
        camel.sendBody(
                "direct:connect-call",
                Map.of(
                        "connectionId", UUID.randomUUID().toString(),
                        "caseId", caseId.toString(),
                        "calleeId", callee.toString(),
                        "callerId", caller.toString(),
                        "callee", "tel:" + BOB,
                        "caller", "tel:" + ANNA,
                        "callerName", "Anna",
                        "calleeLanguage", "en",
                        "announcement", announcement.name()));
        bob.awaitRinging();
        bob.accept();
        anna.awaitRinging();
    }

    private UUID person(String name, String number) {
        UUID id = UUID.randomUUID();
        directory.save(new Person(
                id,
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Mobile"))));
        return id;
    }

    /** Anna takes the call too; they hear each other. */
    void annaAnswers() {
        anna.accept();
        anna.awaitTalking();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
    }

    /** Bob hangs up. */
    void bobHangsUp() {
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql("select ending from connection where ended_at is not null")
                                .query(String.class)
                                .list())
                        .containsExactly("CONNECTED"));
    }
}
