package io.ringback.media.sipmessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code camel-routes/sip-message.camel.yaml} between SIPp as a switch and the inbound endpoints. */
@Execution(ExecutionMode.SAME_THREAD)
@BesideOthers
class MessageRoutesTest {

    private static final String BOB = "sip:bob@switch.example";
    private static final String RINGBACK = "sip:ringback7@switch.example";
    private static final Duration SOON = Duration.ofSeconds(15);

    private static final int SWITCH = Ports.free();
    private static final MessageRoutes PLAIN = MessageRoutes.start(SWITCH, false);
    private static final MessageRoutes WITH_IMDN = MessageRoutes.start(SWITCH, true);

    @RegisterExtension
    final Peers peers = new Peers();

    @BeforeEach
    void nothingHasCome() {
        PLAIN.forget();
        PLAIN.switchIsUp(true);
    }

    @AfterAll
    static void stop() {
        PLAIN.close();
        WITH_IMDN.close();
    }

    private Sipp phone(String scenario, String answer, String headers, int messages) {
        return peers.with(Sipp.scenario(scenario)
                .key("answer", answer)
                .key("headers", headers)
                .calls(messages)
                .listening(SWITCH));
    }

    private Sipp phone(String answer, String headers) {
        return phone("message-out.xml", answer, headers, 1);
    }

    private static Failure failure(Exchange sent) {
        return ((NotDelivered) sent.getException()).failure();
    }

    private static Boolean reportFollows(Exchange sent) {
        return sent.getMessage().getHeader("reportFollows", Boolean.class);
    }

    @Test
    void aTextIsSentAsPlainTextOfOneOfOurSenders() {
        Sipp phone = phone("200", "X-Test: 1");

        Exchange sent = PLAIN.send(UUID.randomUUID(), BOB, RINGBACK, "Anna\nÅsa 你好");

        assertThat(sent.getException()).isNull();
        assertThat(reportFollows(sent)).isFalse();
        phone.awaitSuccess(SOON);
        assertThat(phone.messages().replace("\r", ""))
                .contains("MESSAGE " + BOB + " SIP/2.0\n")
                .contains("From: <" + RINGBACK + ">;tag=")
                .contains("To: <" + BOB + ">\n")
                .containsPattern("(?i)Content-Type: text/plain; ?charset=utf-8\n")
                .contains("Content-Language: en\n")
                .contains("\n\nAnna\nÅsa 你好")
                .doesNotContain("Contact:");
    }

    @Test
    void aTextSaysForHowLongItIsWorthDelivering() {
        Sipp phone = phone("200", "X-Test: 1");

        Exchange sent = PLAIN.sendUntil(
                Instant.now().plus(Duration.ofHours(2)), UUID.randomUUID(), BOB, RINGBACK, "Anna called");

        assertThat(sent.getException()).isNull();
        phone.awaitSuccess(SOON);
        assertThat(phone.messages().replace("\r", ""))
                .containsPattern("\nExpires: (71\\d\\d|7200)\n")
                .containsPattern("\nDate: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} 20\\d\\d \\d\\d:\\d\\d:\\d\\d GMT\n");
    }

    @Test
    void aTextToANumberGoesToThatPhoneAtTheSwitch() {
        Sipp phone = phone("200", "X-Test: 1");

        Exchange sent = PLAIN.sendByAddress(UUID.randomUUID(), "tel:+46701740606", RINGBACK, "Anna called");

        assertThat(sent.getException()).isNull();
        phone.awaitSuccess(SOON);
        assertThat(phone.messages().replace("\r", ""))
                .contains("MESSAGE sip:+46701740606@127.0.0.1;user=phone SIP/2.0\n")
                .contains("To: <sip:+46701740606@127.0.0.1;user=phone>\n")
                .contains("\n\nAnna called");
    }

    @Test
    void aStoredMessageIsReportedOnIfANotificationWasAskedFor() {
        UUID message = UUID.randomUUID();
        Sipp phone = phone("message-out.xml", "202", "X-Test: 1", 2);

        Exchange withImdn = WITH_IMDN.send(message, BOB, RINGBACK, "Anna called");
        Exchange without = PLAIN.send(message, BOB, RINGBACK, "Anna called");

        assertThat(reportFollows(withImdn)).isTrue();
        assertThat(reportFollows(without)).isFalse();
        assertThat(phone.messages())
                .contains("Content-Type: message/cpim")
                .contains("imdn.Message-ID: " + message)
                .contains("imdn.Disposition-Notification: positive-delivery, negative-delivery");
    }

    @Test
    void aPhoneThatKnowsNoCpimGetsThePlainText() {
        Sipp phone = phone("message-out-plain.xml", "-", "-", 2);

        Exchange sent = WITH_IMDN.send(UUID.randomUUID(), BOB, RINGBACK, "Anna called");

        assertThat(sent.getException()).isNull();
        assertThat(reportFollows(sent)).isFalse();
        phone.awaitSuccess(SOON);
    }

    @ParameterizedTest
    @CsvSource({
        "480, X-Test: 1, Refused",
        "503, Retry-After: 7, Slowed",
        "500, X-Test: 1, NotTaken",
    })
    void whatTheSwitchAnswersIsToldToTheDispatcher(String answer, String header, String expected) {
        Sipp phone = phone(answer, header);

        Exchange sent = PLAIN.send(UUID.randomUUID(), BOB, RINGBACK, "Anna called");

        assertThat(failure(sent).getClass().getSimpleName()).isEqualTo(expected);
        assertThat(failure(sent).problem()).doesNotContain("bob");
    }

    @Test
    void aSwitchThatDoesNotAnswerMayHaveTakenItUnlessItIsKnownToBeDown() {
        assertThat(failure(PLAIN.send(UUID.randomUUID(), BOB, RINGBACK, "Anna called")))
                .isInstanceOf(Failure.AnswerLost.class);
        PLAIN.switchIsUp(false);
        assertThat(failure(PLAIN.send(UUID.randomUUID(), BOB, RINGBACK, "Anna called")))
                .isInstanceOf(Failure.NotTaken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "sips:bob@switch.example, sip:ringback@switch.example, Anna",
        "xmpp:bob@switch.example, sip:ringback@switch.example, Anna",
        "sip:bob@switch.example, xmpp:ringback@switch.example, Anna",
        "sip:bob@switch.example, sip:ringback@switch.example, TOO_LONG"
    })
    void whatCannotBeSentIsFinal(String to, String from, String text) {
        Exchange sent = PLAIN.send(UUID.randomUUID(), to, from, text.equals("TOO_LONG") ? "你".repeat(400) : text);

        assertThat(failure(sent)).isInstanceOf(Failure.Refused.class);
        assertThat(failure(sent).problem()).doesNotContain("bob");
    }

    private Sipp sends(String type, String headers, String text, int answered, int times) {
        return peers.with(Sipp.scenario("message-in.xml")
                .key("request_uri", "sip:ringback@127.0.0.1")
                .key("from", BOB)
                .key("to", "<" + RINGBACK + ">")
                .key("type", type)
                .key("headers", headers)
                .key("text", text)
                .key("status", answered)
                .calls(times)
                .perSecond(50)
                .to(PLAIN.port()));
    }

    @Test
    void aReplyIsHandedInAndAnswered() {
        sends("text/plain;charset=UTF-8", "X-Test: 1", "да, 1", 200, 1).awaitSuccess(SOON);

        assertThat(PLAIN.replies()).singleElement().satisfies(reply -> {
            assertThat(reply.get("text")).isEqualTo("да, 1");
            assertThat(reply.get("from")).isEqualTo(BOB);
            assertThat(reply.get("to")).isEqualTo(RINGBACK);
            assertThat(reply.get("id").toString()).startsWith("sip:");
        });
    }

    @Test
    void aReplyInUtf8ByAnotherNameIsHandedIn() {
        sends("text/plain;charset=utf8", "X-Test: 1", "да, 1", 200, 1).awaitSuccess(SOON);

        assertThat(PLAIN.replies()).singleElement().satisfies(reply -> assertThat(reply.get("text"))
                .isEqualTo("да, 1"));
    }

    @Test
    void whatCannotBeStoredIsAnsweredSoThatItComesAgain() {
        PLAIN.failWith(new IllegalStateException("The database is down."));

        Sipp phone = sends("text/plain", "X-Test: 1", "1", 500, 1);

        phone.awaitSuccess(SOON);
        assertThat(phone.messages()).contains("Retry-After: 5");
    }

    @Test
    void whatTheEndpointDoesNotUnderstandIsFinal() {
        PLAIN.failWith(new IllegalArgumentException("The field text is missing."));

        sends("text/plain", "X-Test: 1", "1", 400, 1).awaitSuccess(SOON);
    }

    @Test
    void whatIsNoTextIsRefusedWithWhatIsTaken() {
        Sipp phone = sends("application/im-iscomposing+xml", "X-Test: 1", "<isComposing/>", 415, 1);

        phone.awaitSuccess(SOON);
        assertThat(phone.messages()).contains("Accept: text/plain").contains("message/cpim");
        assertThat(PLAIN.replies()).isEmpty();
    }

    @Test
    void manyRepliesAtOnceAreAllHandedInOnce() {
        sends("text/plain", "X-Test: 1", "1", 200, 50).awaitSuccess(SOON);

        await().atMost(SOON).until(() -> PLAIN.replies().size() >= 50);
        assertThat(PLAIN.replied("id")).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void withoutASwitchOrIfNotWantedThereAreNoRoutes() {
        for (Map<String, String> settings : List.of(
                Map.of("ringback.sip.proxy", "", "ringback.instant-messages.sip", "true"),
                Map.of("ringback.sip.proxy", "sip:192.0.2.1", "ringback.instant-messages.sip", "false"))) {
            assertThat(MessageRoutes.routesWith(settings)).isZero();
        }
    }
}
