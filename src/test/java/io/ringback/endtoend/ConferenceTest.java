package io.ringback.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.ringback.peers.Heard;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.session.SessionIdentifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Anna's conference misses Bob and Carol; Bob presses "Connect us now" and is in it, whether Anna still is or not. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("end to end")
class ConferenceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);
    private static final String API_KEY = "conference-tests-api-key-0123456789abcdef";
    private static final String ANNA = "+46701740601";
    private static final String BOB = "+46701740602";
    private static final String CAROL = "+46701740603";
    private static final String CONFERENCE = "conf-77";
    private static final int CONFERENCE_TONE = 600;
    private static final int BOBS_TONE = 1000;

    private static final Heard ANNOUNCEMENT =
            Heard.in(List.of(Path.of("src/main/resources/prompts/en/calling-caller.wav")));

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;
    private static SmtpSink mails;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @Autowired
    private Conversation conversation;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        kamailio = Kamailio.plain().define("RING_MILLISECONDS", "60000").start();
        mails = new SmtpSink();
        DATABASE.register(registry);
        CallSettings.register(registry, kamailio, Ports.free(), routes, "mail-out", "connect");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, mails.port());
        registry.add("ringback.api.keys.bridge.value", () -> API_KEY);
        registry.add("ringback.api.keys.bridge.scopes", () -> "calls.write");
        registry.add("ringback.speech.enabled", () -> "false");
        registry.add("ringback.conferences", () -> kamailio.uri("conf-*").replace("sip:", ""));
    }

    @AfterAll
    static void stop() throws IOException {
        kamailio.close();
        mails.close();
    }

    @Test
    void whoWasMissingJoinsTheConferenceAndNotItsCaller() throws Exception {
        person("Anna", ANNA, new Preferences(true, false, false));
        person("Bob", BOB, Preferences.UNSET);
        person("Carol", CAROL, Preferences.UNSET);
        Baresip anna = peers.with(Baresip.of(ANNA, 440).at(kamailio));
        Baresip bob = peers.with(Baresip.of(BOB, BOBS_TONE).at(kamailio));
        Baresip conference = peers.with(Baresip.of(CONFERENCE, CONFERENCE_TONE).at(kamailio));

        HttpResponse<String> told = tell();
        assertThat(told.statusCode()).as(told.body()).isEqualTo(202);
        assertThat(new ObjectMapper().readTree(told.body()).get("results").findValuesAsText("caseId"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        link(CAROL);
        SessionIdentifier bobs = link(BOB);
        UUID bobsPhone =
                conversation.notice(bobs).orElseThrow().view().devices().get(0).id();
        assertThat(conversation
                        .choose(bobs, Choice.CONNECT, Optional.of(bobsPhone))
                        .receipt())
                .isEqualTo(Conversation.Receipt.ACCEPTED);

        bob.awaitRinging();
        bob.accept();
        conference.awaitRinging();
        // Bob's baresip may drop what follows a stream that has hardly begun.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard().length())
                .isGreaterThan(ANNOUNCEMENT.length().minusMillis(100)));
        conference.accept();
        conference.awaitTalking();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bob.heard().tone(CONFERENCE_TONE)).isGreaterThan(LONG_ENOUGH);
            assertThat(conference.heard().tone(BOBS_TONE)).isGreaterThan(LONG_ENOUGH);
        });
        bob.hangUp();
        conference.awaitOver();
        assertThat(anna.eventsWaiting("CALL_INCOMING")).isZero();
    }

    private HttpResponse<String> tell() throws IOException, InterruptedException {
        String join =
                """
                {"id": "conference-77/1", "caller": "%s", "conference": "%s", "occurredAt": "%s",
                 "missing": [{"callee": "%s", "cause": "NO_ANSWER"}, {"callee": "%s", "sipStatus": 486}]}
                """.formatted(ANNA, kamailio.uri(CONFERENCE), Instant.now().minusSeconds(5), BOB, CAROL);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/failed-conferences"))
                                .header("Authorization", "Bearer " + API_KEY)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(join))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** What is in the link that was mailed to the owner of {@code phone}. */
    private static SessionIdentifier link(String phone) throws Exception {
        String link = mails.mail(mailbox(phone), SmtpSink.Kind.NOTIFICATION)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .link();
        return SessionIdentifier.fromToken(link.substring(link.lastIndexOf('/') + 1))
                .orElseThrow();
    }

    private static String mailbox(String phone) {
        return "p" + phone.substring(1) + "@ringback.example";
    }

    private void person(String name, String phone, Preferences preferences) {
        directory.save(new Person(
                UUID.randomUUID(),
                name,
                Locale.ENGLISH,
                ZoneId.of("Europe/Stockholm"),
                preferences,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + phone), "Mobile"),
                        new Device(UUID.randomUUID(), Medium.EMAIL, new Address("mailto:" + mailbox(phone)), "Mail"))));
    }
}
