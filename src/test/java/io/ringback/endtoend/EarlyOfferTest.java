package io.ringback.endtoend;

import static io.ringback.endtoend.Words.hears;
import static io.ringback.endtoend.Words.hearsRecording;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import io.ringback.benchmark.SmtpSink;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Anna is asked on the spot by early media: her call is never answered, so it costs her nothing. */
@SpringBootTest
@DirtiesContext
@Execution(ExecutionMode.CONCURRENT)
class EarlyOfferTest {

    private static final String ANNA = "+46701740601";
    private static final String BOB = "+46701740602";
    private static final String BOBS_MAILBOX = "bob@" + CallSettings.DOMAIN;
    private static final String CAROL = "+46701740603";
    private static final String DAVE = "+46701740604";
    private static final String DAVES_MAILBOX = "dave@" + CallSettings.DOMAIN;
    private static final int SIP_PORT = Ports.free();

    @TempDir
    static Path routes;

    private static Kamailio kamailio;
    private static SmtpSink mails;

    @RegisterExtension
    final Peers peers = new Peers();

    @Autowired
    private Directory directory;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        mails = new SmtpSink();
        kamailio = CallSettings.deployed(SIP_PORT)
                .user(ANNA, "annas-secret")
                .user(BOB, "bobs-secret")
                .user(CAROL, "carols-secret")
                .user(DAVE, "daves-secret")
                .start();
        TestDatabase.fresh().register(registry);
        CallSettings.register(registry, kamailio, SIP_PORT, routes, "mail-out", "switch-in", "voice");
        CallSettings.registerAnnouncements(registry);
        CallSettings.registerMail(registry, mails.port());
        registry.add("ringback.voice.on-the-spot", () -> "early-media");
    }

    @AfterAll
    static void stop() throws IOException {
        kamailio.close();
        mails.close();
    }

    @Test
    void annaHearsTheOfferAndPressesOneBeforeHerCallIsRefused() throws Exception {
        person("Anna", device(Medium.VOICE, "tel:" + ANNA));
        person("Bob", device(Medium.VOICE, "tel:" + BOB), device(Medium.EMAIL, "mailto:" + BOBS_MAILBOX));
        Baresip anna = peers.with(Baresip.of(ANNA, 440).at(kamailio));
        anna.dial(kamailio.uri(BOB));

        hears(anna, "Bob cannot be reached now.");
        hearsRecording(anna, "voice-menu-always");
        anna.press("1");
        hearsRecording(anna, "voice-noted-yes");

        assertThat(anna.awaitRefusal()).isEqualTo(480);
        assertThat(anna.eventsWaiting("CALL_ESTABLISHED")).isZero();
        assertThat(mails.mail(BOBS_MAILBOX, SmtpSink.Kind.NOTIFICATION).get(30, TimeUnit.SECONDS))
                .isNotNull();
    }

    @Test
    void whoCallsAgainHearsHowItStandsAndTheCallEndsAsItFailed() throws Exception {
        person("Carol", new Preferences(true, false, false), device(Medium.VOICE, "tel:" + CAROL));
        person("Dave", device(Medium.VOICE, "tel:" + DAVE), device(Medium.EMAIL, "mailto:" + DAVES_MAILBOX));
        Baresip carol = peers.with(Baresip.of(CAROL, 440).at(kamailio));
        carol.dial(kamailio.uri(DAVE));
        assertThat(carol.awaitRefusal()).as("need not be asked").isEqualTo(480);
        assertThat(mails.mail(DAVES_MAILBOX, SmtpSink.Kind.NOTIFICATION).get(30, TimeUnit.SECONDS))
                .isNotNull();

        carol.dial(kamailio.uri(DAVE));
        hearsRecording(carol, "voice-menu-withdraw");
        carol.press("3");
        hearsRecording(carol, "voice-noted-withdraw");

        assertThat(carol.awaitRefusal()).isEqualTo(480);
        assertThat(carol.eventsWaiting("CALL_ESTABLISHED")).isZero();
    }

    private void person(String name, Device... devices) {
        person(name, Preferences.UNSET, devices);
    }

    private void person(String name, Preferences preferences, Device... devices) {
        directory.save(new Person(
                UUID.randomUUID(), name, Locale.ENGLISH, ZoneId.of("Europe/Stockholm"), preferences, List.of(devices)));
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, new Address(address), medium.name());
    }
}
