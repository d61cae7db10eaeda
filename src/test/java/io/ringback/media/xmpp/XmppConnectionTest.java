package io.ringback.media.xmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.media.xmpp.XmppProperties.Account;
import io.ringback.peers.GoSendXmpp;
import io.ringback.peers.Peers;
import io.ringback.peers.Prosody;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;

/** How Ringback comes to be online, stays so, and says why it is not. */
@Execution(ExecutionMode.CONCURRENT)
class XmppConnectionTest {

    private static final Map<String, String> USERS =
            Map.of("ringback", "ringback-password", "anna", "anna-password", "bob", "bob-password");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final Peers peers = new Peers();

    @Test
    void nothingThatWasTakenIsLostWhenTheServerIsKilledInTheMiddle() throws Exception {
        Prosody prosody = peers.with(Prosody.of(USERS).start());
        XmppNode ringback = peers.with(XmppNode.at(prosody, "ringback"));
        awaitOnline(ringback);
        int texts = 60;
        AtomicInteger taken = new AtomicInteger();
        Thread dispatcher = new Thread(() -> IntStream.range(0, texts).forEach(number -> {
            sendUntilTaken(ringback, "text " + number + ".");
            taken.incrementAndGet();
        }));

        dispatcher.start();
        await().until(() -> taken.get() > texts / 4);
        prosody.kill();
        int before = taken.get();
        prosody.restart();
        await().atMost(PATIENCE).until(() -> taken.get() == texts);
        GoSendXmpp.send(prosody, "anna", "ringback@ringback.example", "still there?");
        await().atMost(PATIENCE).until(() -> !ringback.replies.isEmpty());

        assertThat(before).as("taken before the kill").isLessThan(texts);
        GoSendXmpp bob = peers.with(GoSendXmpp.listen(prosody, "bob"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bob.heard())
                .contains(IntStream.range(0, texts)
                        .mapToObj(number -> "text " + number + ".")
                        .toList()));
    }

    /** As the dispatcher does: the same message again, until the server has it. */
    private static void sendUntilTaken(XmppNode ringback, String text) {
        String id = UUID.randomUUID().toString();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            try {
                ringback.send("xmpp:ringback@ringback.example", "xmpp:bob@ringback.example", text, id);
                return true;
            } catch (NotDelivered e) {
                assertThat(e.failure()).isNotInstanceOf(Failure.Refused.class);
                return false;
            }
        });
    }

    @Test
    void aWrongPasswordSaysWhatToDoAndNamesNobody() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.ringback.media.xmpp");
        logger.addAppender(log);
        try {
            Prosody prosody = peers.with(Prosody.of(USERS).start());
            XmppProperties right = XmppNode.settings(prosody, "ringback");
            XmppNode ringback = peers.with(XmppNode.with(with(
                    right, List.of(new Account(prosody.jid("ringback"), "wrong")), true, right.trustedCertificates())));

            String advice = "correct ringback.xmpp.accounts[0].jid or .password";
            await().atMost(PATIENCE).until(() -> ringback.problem().contains(advice));
            Health health = new XmppHealth(ringback.accounts()).health();
            assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
            assertThat(health.getDetails().toString()).contains(advice).doesNotContain("@");
            // The line follows on the problem.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line).contains(advice))
                    .allSatisfy(line -> assertThat(line).doesNotContain("@", "wrong")));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aServerWithACertificateForAnotherDomainIsNotToldThePassword() throws Exception {
        Prosody prosody =
                peers.with(Prosody.of(USERS).certifiedFor("other.example").start());
        XmppNode ringback = peers.with(XmppNode.at(prosody, "ringback"));
        await().atMost(PATIENCE).until(() -> ringback.problem().contains("certificate"));
        assertThat(prosody.log()).doesNotContain("<auth");
    }

    @Test
    void aServerWhoseCertificateNobodyTrustedSignedIsNotToldThePassword() throws Exception {
        Prosody prosody = peers.with(Prosody.of(USERS).start());
        XmppProperties settings = XmppNode.settings(prosody, "ringback");
        XmppNode ringback = peers.with(XmppNode.with(with(settings, settings.accounts(), true, "")));
        await().atMost(PATIENCE).until(() -> ringback.problem().contains("certificate"));
        assertThat(prosody.log()).doesNotContain("<auth");
    }

    @Test
    void aServerWithoutStartTlsAndStreamManagementDoesOnlyIfThatIsAllowed() throws Exception {
        Prosody prosody =
                peers.with(Prosody.of(USERS).withModules().withoutTls().start());
        XmppProperties settings = XmppNode.settings(prosody, "ringback");
        XmppNode careful = peers.with(XmppNode.with(settings));
        await().atMost(PATIENCE).until(() -> careful.problem().contains("StartTLS"));
        assertThat(prosody.log()).doesNotContain("<auth");
        careful.close();

        XmppNode ringback = peers.with(XmppNode.with(with(settings, settings.accounts(), false, "")));
        awaitOnline(ringback);
        ringback.send(
                "xmpp:ringback@ringback.example",
                "xmpp:anna@ringback.example",
                "Hej",
                UUID.randomUUID().toString());
        assertThat(prosody.log()).contains("Saved to offline storage").doesNotContain("mechanism='PLAIN'");
    }

    private static void awaitOnline(XmppNode ringback) {
        await().atMost(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .until(() -> ringback.problem().isEmpty());
    }

    private static XmppProperties with(
            XmppProperties settings, List<Account> accounts, boolean starttls, String trustedCertificates) {
        return new XmppProperties(
                accounts,
                settings.host(),
                settings.port(),
                settings.resource(),
                starttls,
                trustedCertificates,
                settings.answerWithin(),
                settings.pingEvery(),
                settings.longestPause(),
                settings.watchPresence());
    }
}
