package io.ringback.media.mms;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.media.mms.Mm7Relay.Answer;
import io.ringback.media.mms.Mm7Relay.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** What leaves, and what becomes of it, with a relay that takes MM7 by the letter. */
class SubmissionTest extends MmsServer {

    private static final Map<String, String> MESSAGE = Map.of(
            "to", "tel:+46701740605",
            "from", "tel:+46701740699",
            "text", "Anna & Åsa <3 ringde. Svara JA: https://ring.example/c/AAAAAAAAAAAAAAAAAAAAAA 😀",
            "subject", "Anna sökte dig",
            "language", "sv");

    private static Failure failure(Exchange done) {
        return done.getException() instanceof NotDelivered told
                ? told.failure()
                : new MmsFailures().read(done.getException());
    }

    @Test
    void aMessageIsSubmittedAsTheSchemaWantsIt() {
        String id = UUID.randomUUID().toString();

        Exchange done = send(id, MESSAGE);

        assertThat(RELAY_SERVER.invalid).isEmpty();
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("providerIds")).isEqualTo(List.of("id-" + id));
        assertThat(done.getMessage().getHeader("reportFollows", Boolean.class)).isTrue();
        Submission submitted = RELAY_SERVER.submissions.get(0);
        assertThat(submitted.text("TransactionID")).isEqualTo(id);
        assertThat(submitted.text("VASPID")).isEqualTo("ringback-vasp");
        assertThat(submitted.text("VASID")).isEqualTo("ringback");
        assertThat(submitted.text("SenderAddress")).isEqualTo("+46701740699");
        assertThat(submitted.text("Recipients")).isEqualTo("+46701740605");
        assertThat(submitted.text("ServiceCode")).isEqualTo("0001");
        assertThat(submitted.text("MessageClass")).isEqualTo("Informational");
        assertThat(submitted.text("ExpiryDate")).isEqualTo("PT24H");
        assertThat(submitted.text("DeliveryReport")).isEqualTo("true");
        assertThat(submitted.text("ReadReply")).isEqualTo("true");
        assertThat(submitted.text("Subject")).isEqualTo("Anna sökte dig");
    }

    @ParameterizedTest
    @CsvSource({"PT2H, PT1H59M, PT2H", "P3D, PT24H, PT24H", "-PT5M, PT1M, PT1M"})
    void theRelayKeepsAMessageNoLongerThanItIsWorthDelivering(Duration left, Duration least, Duration most) {
        Map<String, String> message = new HashMap<>(MESSAGE);
        message.put("validUntil", Instant.now().plus(left).toString());

        send(UUID.randomUUID().toString(), message);

        assertThat(RELAY_SERVER.invalid).isEmpty();
        assertThat(Duration.parse(RELAY_SERVER.submissions.get(0).text("ExpiryDate")))
                .isBetween(least, most);
    }

    @Test
    void aMessageThatIsSettledIsCancelledAtTheRelay() {
        String id = UUID.randomUUID().toString();

        Exchange done = withdraw(id, "id-of-the-relay");

        assertThat(done.getException()).isNull();
        assertThat(RELAY_SERVER.invalid).isEmpty();
        Element request = RELAY_SERVER.cancels.get(RELAY_SERVER.cancels.size() - 1);
        assertThat(Mm7Schema.text(request, "MessageID")).isEqualTo("id-of-the-relay");
        assertThat(Mm7Schema.text(request, "VASPID")).isEqualTo("ringback-vasp");
        assertThat(Mm7Schema.text(request, "TransactionID")).isEqualTo("cancel-" + id);
    }

    @ParameterizedTest
    @CsvSource({"2005, Refused", "3000, NotTaken", "4006, Slowed"})
    void whatTheRelayAnswersToACancelIsTold(int code, String meaning) {
        RELAY_SERVER.cancelAnswers = request -> Mm7Relay.cancelRsp(request, code);
        try {
            assertThat(failure(withdraw(UUID.randomUUID().toString(), "x"))
                            .getClass()
                            .getSimpleName())
                    .isEqualTo(meaning);
        } finally {
            RELAY_SERVER.cancelAnswers = request -> Mm7Relay.cancelRsp(request, 1000);
        }
    }

    @Test
    void anAnswerToSomethingElseCancelsNothing() {
        RELAY_SERVER.cancelAnswers = request ->
                Mm7Relay.Answer.xml(200, Mm7Relay.submitRsp(Mm7Schema.text(request, "TransactionID"), 1000, "x"));
        try {
            assertThat(failure(withdraw(UUID.randomUUID().toString(), "x"))).isInstanceOf(Failure.AnswerLost.class);
        } finally {
            RELAY_SERVER.cancelAnswers = request -> Mm7Relay.cancelRsp(request, 1000);
        }
    }

    @Test
    void aMessageThatWaitsIsReplacedAtTheRelayWithCardAndText() {
        String id = UUID.randomUUID().toString();

        Exchange done = replace(id, "id-of-the-relay", MESSAGE);
        replace(id, "id-of-the-relay", MESSAGE);
        Map<String, String> calledAgain = new HashMap<>(MESSAGE);
        calledAgain.put("text", "Anna ringde 3 gånger.");
        replace(id, "id-of-the-relay", calledAgain);

        assertThat(done.getException()).isNull();
        assertThat(RELAY_SERVER.invalid).isEmpty();
        assertThat(RELAY_SERVER.submissions).isEmpty();
        List<Submission> replacements = RELAY_SERVER.replacements;
        Submission first = replacements.get(0);
        assertThat(first.text("MessageID")).isEqualTo("id-of-the-relay");
        assertThat(first.text("VASPID")).isEqualTo("ringback-vasp");
        assertThat(first.content().get("<text@ringback>").text()).isEqualTo(MESSAGE.get("text"));
        assertThat(replacements.get(1).body()).isEqualTo(first.body());
        assertThat(replacements.get(2).text("TransactionID")).isNotEqualTo(first.text("TransactionID"));
        assertThat(replacements.get(2).content().get("<text@ringback>").text()).isEqualTo("Anna ringde 3 gånger.");
    }

    @ParameterizedTest
    @CsvSource({"2005, Refused", "3000, NotTaken", "4006, Slowed"})
    void whatTheRelayAnswersToAReplacementIsTold(int code, String meaning) {
        RELAY_SERVER.replaceAnswers = request -> Mm7Relay.replaceRsp(request, code);

        Failure failure = failure(replace(UUID.randomUUID().toString(), "x", MESSAGE));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(meaning);
    }

    @Test
    void anAnswerToSomethingElseReplacesNothing() {
        RELAY_SERVER.replaceAnswers = request -> Mm7Relay.cancelRsp(request, 1000);

        assertThat(failure(replace(UUID.randomUUID().toString(), "x", MESSAGE))).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void theContentIsACardAndTheText() {
        send(UUID.randomUUID().toString(), MESSAGE);

        Map<String, Mm7Relay.Part> content = RELAY_SERVER.submissions.get(0).content();
        assertThat(content).containsOnlyKeys("<smil@ringback>", "<card@ringback>", "<text@ringback>");
        assertThat(content.get("<text@ringback>").text()).isEqualTo(MESSAGE.get("text"));
        assertThat(content.get("<text@ringback>").type()).isEqualTo("text/plain; charset=utf-8");
        assertThat(content.get("<card@ringback>").bytes()).isEqualTo(PictureCard.png());
        assertThat(content.get("<card@ringback>").type()).isEqualTo("image/png");
        assertThat(content.get("<smil@ringback>").text())
                .contains("src=\"" + content.get("<card@ringback>").location() + "\"")
                .contains("src=\"" + content.get("<text@ringback>").location() + "\"");
    }

    @Test
    void aCardForTheTelephoneGoesWithIt() {
        String card =
                "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Åsa\\, by Ringback\r\nTEL;VALUE=uri:tel:+46101000000\r\nEND:VCARD\r\n";
        Map<String, String> message = new HashMap<>(MESSAGE);
        message.put("card", card);

        send(UUID.randomUUID().toString(), message);

        assertThat(RELAY_SERVER.invalid).isEmpty();
        Map<String, Mm7Relay.Part> content = RELAY_SERVER.submissions.get(0).content();
        assertThat(content)
                .containsOnlyKeys("<smil@ringback>", "<card@ringback>", "<text@ringback>", "<contact@ringback>");
        assertThat(content.get("<contact@ringback>").type()).isEqualTo("text/vcard; charset=utf-8");
        assertThat(content.get("<contact@ringback>").location()).isEqualTo("contact.vcf");
        assertThat(content.get("<contact@ringback>").text()).isEqualTo(card);
    }

    @Test
    void theRelaySeesOurNameAndNothingOfTheCase() {
        send(UUID.randomUUID().toString(), MESSAGE);

        Map<String, String> headers = RELAY_SERVER.submissions.get(0).headers();
        assertThat(headers.get("authorization")).isEqualTo(basic("ringback", "p+ss:w%rd"));
        assertThat(headers).doesNotContainKeys("caseid", "messageid");
        assertThat(headers).containsKey("content-length");
    }

    @Test
    void theSameMessageIsTheSameToTheByte() {
        String id = UUID.randomUUID().toString();

        send(id, MESSAGE);
        send(id, MESSAGE);

        assertThat(RELAY_SERVER.submissions.get(0).body())
                .isEqualTo(RELAY_SERVER.submissions.get(1).body());
    }

    @Test
    void whatXmlHasNoPlaceForIsLeftOut() {
        Exchange done = send(
                UUID.randomUUID().toString(),
                Map.of("to", "tel:+46701740605", "from", "12345", "text", "a\0b\ud800c", "subject", "x\u0001y]]>"));

        assertThat(RELAY_SERVER.invalid).isEmpty();
        assertThat(done.getException()).isNull();
        assertThat(RELAY_SERVER.submissions.get(0).text("Subject")).isEqualTo("xy]]>");
        assertThat(RELAY_SERVER.submissions.get(0).text("ShortCode")).isEqualTo("12345");
        assertThat(RELAY_SERVER
                        .submissions
                        .get(0)
                        .content()
                        .get("<text@ringback>")
                        .text())
                .isEqualTo("abc");
    }

    @Test
    void nobodyWithoutANumberIsWrittenTo() {
        Exchange done = send(UUID.randomUUID().toString(), Map.of("to", "mailto:bob@example.com", "text", "x"));

        assertThat(done.getException()).isInstanceOf(CannotBeDelivered.class);
        assertThat(RELAY_SERVER.requests).hasValue(0);
    }

    @Test
    void partialSuccessIsTaken() {
        RELAY_SERVER.answers =
                request -> Answer.xml(200, Mm7Relay.submitRsp(request.text("TransactionID"), 1100, "m-1"));

        Exchange done = send(UUID.randomUUID().toString(), MESSAGE);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("providerIds")).isEqualTo(List.of("m-1"));
    }

    @Test
    void withoutAnIdNoReportCanFollow() {
        RELAY_SERVER.answers = request -> Answer.xml(200, Mm7Relay.submitRsp("", 1000, ""));

        Exchange done = send(UUID.randomUUID().toString(), MESSAGE);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader("reportFollows", Boolean.class)).isFalse();
    }

    @Test
    void theRelayIsNeverAskedTwiceByTheRoute() {
        for (Answer answer : List.of(
                Answer.plain(503, "Retry-After", "1"),
                Answer.plain(429),
                Answer.plain(500),
                Answer.plain(302, "Location", "/elsewhere"),
                Answer.hangUp())) {
            RELAY_SERVER.requests.set(0);
            RELAY_SERVER.answers = request -> answer;

            assertThat(send(UUID.randomUUID().toString(), MESSAGE).getException())
                    .isNotNull();
            assertThat(RELAY_SERVER.requests).as("%s", answer.status()).hasValue(1);
        }
    }

    @Test
    void aRelayThatHangsUpMayHaveTakenTheMessage() {
        RELAY_SERVER.answers = request -> Answer.hangUp();

        assertThat(failure(send(UUID.randomUUID().toString(), MESSAGE))).isInstanceOf(Failure.AnswerLost.class);
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        RELAY_SERVER.answers = request -> new Answer(200, Map.of("Content-Type", "text/xml"), new byte[10_000_000]);

        assertThat(failure(send(UUID.randomUUID().toString(), MESSAGE))).isInstanceOf(Failure.AnswerLost.class);
    }
}
