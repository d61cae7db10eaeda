package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.delivery.MessageKind.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Answer;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Telephones registered as text-only get the same choices by text (SIP MESSAGE). */
class TextOnlyPhoneTest extends ProcessTestBase {

    private static final String RINGBACK = "sip:ringback@switch.example";

    @Autowired
    private ProducerTemplate producer;

    @BeforeEach
    void phonesThatAreWrittenTo() throws Exception {
        camel.getRouteController().startRoute("texts-to-phones");
        anna = textOnly(anna, Preferences.UNSET);
        bob = textOnly(bob, Preferences.UNSET);
    }

    /** The telephone they call with, and mail after it. */
    private Person textOnly(Person person, Preferences preferences) {
        Person saved = new Person(
                person.id(),
                person.name(),
                person.language(),
                person.timeZone(),
                preferences,
                List.of(
                        new Device(UUID.randomUUID(), Medium.VOICE, address(person), "Textphone", true),
                        person.devices().get(1)));
        directory.save(saved);
        return saved;
    }

    /** As the switch has it: the number is a user of the switch. */
    private void writes(Person person, String text) {
        producer.sendBody(
                "direct:reply-received",
                Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "medium",
                        "INSTANT_MESSAGE",
                        "from",
                        "sip:" + address(person).value() + "@switch.example",
                        "to",
                        RINGBACK,
                        "text",
                        text));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> body(OutboundMessage message) {
        return (Map<String, String>) BODIES.get(message.id());
    }

    @Test
    void whatOthersHearIsWrittenToTheTelephonesOfBoth() {
        UUID caseId = callFails(Cause.BUSY);
        OutboundMessage question = messageSent(QUESTION, 1);
        assertThat(question.medium()).isEqualTo(Medium.INSTANT_MESSAGE);
        assertThat(question.deviceId()).isEqualTo(voiceOf(anna));
        assertThat(body(question))
                .containsEntry("to", "tel:+46701740605")
                .containsEntry("from", RINGBACK)
                .containsEntry("answers", "Yes\nNo\nAlways");
        assertThat(body(question).get("text")).contains("Reply YES, NO, ALWAYS");
        writes(anna, "Yes please");

        OutboundMessage notification = messageSent(NOTIFICATION, 1);
        assertThat(notification.medium()).isEqualTo(Medium.INSTANT_MESSAGE);
        assertThat(notification.deviceId()).isEqualTo(voiceOf(bob));
        writes(bob, "OK");

        OutboundMessage information = messageSent(INFORMATION, 1);
        assertThat(information.medium()).isEqualTo(Medium.INSTANT_MESSAGE);
        assertThat(body(information).get("text")).contains("Bob can be reached now: Textphone.");
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aPhoneThatTakesNoTextsIsFollowedByTheNextMedium() {
        refusal = new NotDelivered(new Failure.Refused("SIP 405"));
        refused = message -> message.medium() == Medium.INSTANT_MESSAGE;
        callFails(Cause.BUSY);

        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
    }

    @Test
    void withoutARouteForTextsItIsNoMedium() throws Exception {
        camel.getRouteController().stopRoute("texts-to-phones");
        callFails(Cause.BUSY);

        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
    }

    @Test
    void stopWrittenByThePhoneHoldsForIt() {
        callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);

        writes(bob, "STOP");

        assertThat(body(messageSent(STOPPED, 1))).containsEntry("to", "tel:+46701740606");
        assertThat(directory.find(bob.id()).orElseThrow().preferences().never()).isFalse();
        callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 2, Purpose.ANSWER), Answer.YES);
        assertThat(messageSent(NOTIFICATION, 2).medium()).isEqualTo(Medium.EMAIL);
    }

    @Test
    void textsAreHeldBackInQuietHours() {
        LocalTime now = LocalTime.now(bob.timeZone());
        bob = textOnly(
                bob,
                new Preferences(
                        false,
                        true,
                        false,
                        ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(now.minusHours(2), now.plusHours(2)))));
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                bob.devices().subList(0, 1));
        directory.save(bob);

        UUID caseId = callFails(Cause.BUSY);

        assertThat(jdbc.sql("select medium || ' ' || detail from journal where case_id = ? and step = 'NOTIFICATION'")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly("INSTANT_MESSAGE held until the quiet hours end");
        assertThat(SENT).isEmpty();
    }
}
