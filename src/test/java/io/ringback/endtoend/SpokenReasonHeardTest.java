package io.ringback.endtoend;

import static io.ringback.endtoend.Words.hears;
import static io.ringback.endtoend.Words.hearsRecording;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.TestDatabase;
import io.ringback.benchmark.SmtpSink;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation;
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
import io.ringback.peers.Wire;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.session.SessionIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Anna says aloud why she calls, and Bob hears it before he accepts, if he asks for it: her tone, which is her voice here. */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
class SpokenReasonHeardTest {

    private static final String ANNAS_NUMBER = "+46701740698";

    /** Where others may answer, so that he is asked to accept. */
    private static final String BOBS_DESK = "+46812340698";

    private static final String BOBS_MAILBOX = "bob@" + CallSettings.DOMAIN;
    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;
    private static SmtpSink mails;
    private static UserAgent agent;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private Conversation conversation;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private UserAgent trunk;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mails = new SmtpSink();
        kamailio = CallSettings.deployed(SIP_PORT)
                .define("FLOOD", "500")
                .user(ANNAS_NUMBER, "annas-secret")
                .user(BOBS_DESK, "bobs-secret")
                .start();
        DATABASE.register(registry);
        CallSettings.register(registry, kamailio, SIP_PORT, routes, "mail-out", "switch-in", "connect", "voice");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, mails.port());
        registry.add("ringback.quiet-hours", () -> "never");
        registry.add("ringback.say-why.by-key", () -> "true");
        registry.add("ringback.say-why.spoken", () -> "true");
    }

    @AfterAll
    static void stop() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0)));
        kamailio.close();
        mails.close();
    }

    @BeforeEach
    void people() {
        agent = trunk;
        person("Anna Andersson", ANNAS_NUMBER, "anna@" + CallSettings.DOMAIN);
        person("Bob Berg", BOBS_DESK, BOBS_MAILBOX);
    }

    private void person(String name, String number, String mailbox) {
        directory.save(new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                Preferences.UNSET,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + number), "Desk"),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:" + mailbox), "Mail"))));
    }

    @Test
    void whatAnnaSaysIsHeardByBobWhenHeAsksForItAndBeforeHeAccepts() throws Exception {
        Baresip anna = peers.with(Baresip.of(ANNAS_NUMBER, ANNAS_TONE).at(kamailio));
        anna.dial(kamailio.uri(BOBS_DESK));
        anna.awaitTalking();
        hears(anna, "Bob Berg cannot be reached now.");
        anna.press("1");
        hearsRecording(anna, "voice-menu-why-speak");
        anna.press("3");
        hearsRecording(anna, "voice-speak");
        // The tone of 1 kHz that says "now" is over, and for three seconds more she speaks.
        await().atMost(PATIENCE).until(() -> anna.heard().tone(1000).toMillis() > 200);
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        anna.press("#");
        hearsRecording(anna, "voice-noted-yes");
        anna.awaitOver();
        assertThat(kept()).containsExactly("SPOKEN true");

        SessionIdentifier session = notified();
        Baresip bob = peers.with(Baresip.of(BOBS_DESK, BOBS_TONE).at(kamailio));
        Wire wire = peers.with(Wire.tap(bob));
        conversation.choose(session, Choice.CONNECT, Optional.empty());
        bob.awaitRinging();
        bob.accept();
        hears(bob, "Anna Andersson tried to reach you. To be connected now, press 1.");
        hearsRecording(bob, "hear-why");
        assertThat(bob.heard().tone(ANNAS_TONE)).as("unasked").isLessThan(Duration.ofMillis(200));
        bob.press("2");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().tone(ANNAS_TONE))
                .as("of Anna's voice in %s", bob.heard())
                .isGreaterThan(Duration.ofSeconds(2)));
        assertThat(anna.eventsWaiting("CALL_INCOMING")).as("calls to Anna").isZero();
        bob.press("1");
        anna.awaitRinging();
        anna.accept();
        hears(anna, "Bob Berg returns your call. To be connected now, press 1.");
        anna.press("1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(anna.heard().tone(BOBS_TONE)).isGreaterThan(Duration.ofSeconds(1)));
        anna.hangUp();
        bob.awaitOver();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(jdbc.sql("select outcome from failed_call_case")
                        .query(String.class)
                        .list())
                .containsExactly("CONNECTED"));
        assertThat(kept()).as("once it has ended").containsExactly("SPOKEN false");
        assertThat(wire.packetsTo(bob)).isNotEmpty().allSatisfy(packet -> assertThat(packet.text())
                .doesNotContain(ANNAS_NUMBER.substring(3))
                .doesNotContain("Anna"));
    }

    private List<String> kept() {
        return jdbc.sql("select call_reason || ' ' || (spoken_sealed is not null) from failed_call_case")
                .query(String.class)
                .list();
    }

    /** By the link in Bob's mail. */
    private SessionIdentifier notified() throws Exception {
        String page = mails.mail(BOBS_MAILBOX, SmtpSink.Kind.NOTIFICATION)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .link();
        return SessionIdentifier.fromToken(page.replaceFirst("(?s).*/c/([A-Za-z0-9_-]{22}).*", "$1"))
                .orElseThrow();
    }
}
