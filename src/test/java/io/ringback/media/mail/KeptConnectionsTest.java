package io.ringback.media.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchException;
import static org.awaitility.Awaitility.await;

import io.ringback.delivery.Departing;
import io.ringback.delivery.Departure;
import io.ringback.delivery.Failure;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.mail.MailAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections to a mail server that are used again: no letter is lost or doubled for that, whatever the server does to them. */
@Timeout(60)
class KeptConnectionsTest {

    private static final String BOB = "bob@example.test";
    private static final String CLOSE = WatchedSmtpServer.CLOSE;

    private final WatchedSmtpServer server = new WatchedSmtpServer();
    private final AtomicLong nanos = new AtomicLong();
    private final Map<String, String> settings = new HashMap<>(Map.of("port", Integer.toString(server.port())));
    private final Map<String, Object> beans = new HashMap<>();
    private final List<String> sent = new ArrayList<>();
    private MailOut out;

    KeptConnectionsTest() throws IOException {}

    @AfterEach
    void stop() {
        out.close();
        server.close();
    }

    @Test
    void lettersShareAConnectionAndNothingIsLeftOfTheOneBefore() throws Exception {
        start();
        send(3);
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.heard())
                .extracting(WatchedSmtpServer.Point::verb)
                .containsExactly(
                        "EHLO", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA", "RSET", "MAIL", "RCPT", "DATA");
    }

    @Test
    void lettersThatLeaveAtOnceHaveAConnectionEachAndAllArriveOnce() throws Exception {
        int workers = 8;
        settings.put("letters-per-connection", "7");
        start();
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<UUID>> letters = threads.invokeAll(Collections.nCopies(200, () -> out.send(BOB)));
            for (Future<UUID> letter : letters) {
                sent.add("<" + letter.get() + "@example.test>");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(server.taken()).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(server.connections()).isBetween(200 / 7 + 1, 200 / 7 + workers);
    }

    @Test
    void aConnectionCarriesNoMoreLettersThanItMay() throws Exception {
        settings.put("letters-per-connection", "2");
        start();
        send(5);
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void withOneLetterPerConnectionNoneIsKept() throws Exception {
        settings.put("letters-per-connection", "1");
        start();
        send(2);
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatNobodyUsesIsEnded() throws Exception {
        settings.put("kept-for", "3000");
        start();
        send(1);
        nanos.addAndGet(Duration.ofMillis(2999).toNanos());
        out.kept.closeUnused();
        send(1);
        assertThat(server.connections()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        out.kept.closeUnused();
        await().until(() -> server.heard().contains(new WatchedSmtpServer.Point(1, 2, "QUIT")));
        send(1);
        allArriveOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {CLOSE, "421 4.4.2 timeout exceeded"})
    void aServerMayEndAConnectionBetweenTwoLetters(String words) throws Exception {
        start();
        server.tell(1, 1, "AFTER", words);
        send(2);
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RSET, ''",
        "RSET, 421 4.3.2 shutting down",
        "RSET, 502 5.5.1 what is that",
        "MAIL, ''",
        "MAIL, 421 4.7.0 too many letters",
        "MAIL, 452 4.5.3 too many letters on this connection",
        "MAIL, 530 5.7.0 log in first",
        "RCPT, ''",
        "RCPT, 421 4.3.2 shutting down",
        "RCPT, 503 5.5.1 need MAIL before",
        "RCPT, 530 5.7.0 log in first",
        "RCPT, 554 5.7.1 relaying denied",
        "DATA, ''",
        "DATA, 421 4.3.2 shutting down"
    })
    void whatGoesWrongBeforeTheEndOfALetterIsTriedOnceOverANewConnection(String verb, String answer) throws Exception {
        start();
        send(1);
        server.tell(1, verb.equals("RSET") ? 1 : 2, verb, answer);
        send(1);
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aLetterOfWhichNotAllWasWrittenWhenTheConnectionBrokeIsWrittenAnew() throws Exception {
        start();
        send(1);
        server.tell(1, 2, "TEXT", CLOSE);
        UUID id = UUID.randomUUID();
        out.send(out.letter(id, BOB, "Hello Bob\n".repeat(1_000_000)));
        sent.add("<" + id + "@example.test>");
        allArriveOnce();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void whatTheNewConnectionMeetsCounts() throws Exception {
        start();
        send(1);
        server.tell(1, 2, "MAIL", CLOSE);
        server.tell(2, 1, "MAIL", "451 4.3.0 later");
        assertThat(failure()).isEqualTo(new Failure.NotTaken("SMTP 451 4.3.0"));
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void aLetterWhoseEndWasToldIsNotSentAgainIfItsAnswerIsLost() throws Exception {
        start();
        send(1);
        server.tell(1, 2, "DOT", CLOSE);
        assertThat(failure()).isInstanceOf(Failure.AnswerLost.class);
        assertThat(server.taken()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void whatTheServerSaysToTheWholeLetterCounts() throws Exception {
        start();
        send(1);
        server.tell(1, 2, "DOT", "554 5.7.1 looks like spam");
        assertThat(failure()).isEqualTo(new Failure.Refused("SMTP 554 5.7.1"));
        assertThat(server.connections()).isEqualTo(1);
        send(1);
        assertThat(server.connections()).as("nothing is kept after a failure").isEqualTo(2);
    }

    @Test
    void aReceiverIsRefusedOnce() throws Exception {
        start();
        send(1);
        server.tell(1, 2, "RCPT", "550 5.1.1 no such user");
        assertThat(failure()).isEqualTo(new Failure.Refused("SMTP 550 5.1.1"));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aLetterThatIsHeldBackHereIsNotOfferedAgain() throws Exception {
        start();
        send(1);
        assertThatThrownBy(() -> out.send(new HeldBack(out.letter(UUID.randomUUID(), BOB, "Hello"))))
                .hasStackTraceContaining("another node has it");
        assertThat(server.taken()).hasSize(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aServerThatHangsIsNotGivenTheLetterAgainAtOnce() throws Exception {
        settings.put("timeout", "300");
        start();
        send(1);
        server.tell(1, 2, "MAIL", "250-still thinking");
        assertThat(failure()).isInstanceOf(Failure.AnswerLost.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aChangedPasswordIsUsedFromTheNextLetterOn() throws Exception {
        String[] password = {"old"};
        beans.put("login", new MailAuthenticator() {
            @Override
            public PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("ringback", password[0]);
            }
        });
        start("authenticator: \"#login\"");
        send(2);
        assertThat(server.connections()).isEqualTo(1);
        password[0] = "new";
        send(2);
        assertThat(server.connections()).isEqualTo(2);
        allArriveOnce();
    }

    @Test
    void whenTheNodeEndsSoDoItsConnections() throws Exception {
        start();
        send(1);
        out.close();
        await().until(() -> server.heard().contains(new WatchedSmtpServer.Point(1, 1, "QUIT")));
    }

    @Test
    void aLetterThatARouteGivesOptionsOfItsOwnHasAConnectionOfItsOwn() throws Exception {
        start();
        for (int letter = 0; letter < 2; letter++) {
            out.camel
                    .createProducerTemplate()
                    .sendBodyAndHeader(
                            "direct:send-email",
                            out.letter(UUID.randomUUID(), BOB, "Hello"),
                            "mail.smtp.localhost",
                            "elsewhere.test");
        }
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(2);
    }

    @Test
    void aMailOfTheRoutesOwnGoesAsCamelSendsIt() throws Exception {
        start();
        MimeMessage own = new MimeMessage(out.letter(UUID.randomUUID(), BOB, "Hello"));
        out.send(own);
        out.send(own);
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.taken()).hasSize(2);
    }

    private void start(String... parameters) throws Exception {
        out = new MailOut(new KeptConnections(nanos::get), settings, beans, parameters);
    }

    private void send(int letters) throws Exception {
        for (int letter = 0; letter < letters; letter++) {
            sent.add("<" + out.send(BOB) + "@example.test>");
        }
    }

    private void allArriveOnce() {
        assertThat(server.taken()).isEqualTo(sent);
    }

    private Failure failure() {
        return new SmtpFailures().read(catchException(() -> out.send(BOB)));
    }

    /** Meets at the server's 354 what a letter meets that is not this node's any more. */
    private static final class HeldBack extends MimeMessage implements Departing {

        HeldBack(MimeMessage letter) throws MessagingException {
            super(letter);
        }

        @Override
        public void departsBy(Departure departure) {}

        @Override
        public void writeTo(OutputStream to, String[] ignored) throws IOException {
            throw new IOException(new IllegalStateException("another node has it"));
        }
    }
}
