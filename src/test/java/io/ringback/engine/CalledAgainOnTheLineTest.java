package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.OFFER;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.delivery.MessageKind.STANDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A caller who calls again while their case is open hears how it stands, and may answer or withdraw there. */
class CalledAgainOnTheLineTest extends ProcessTestBase {

    private static final String AGAIN = "call-2";

    @Autowired
    private MessageReports deliveries;

    @Autowired
    private Outbox outbox;

    @BeforeEach
    void somethingSpeaks() throws Exception {
        camel.getRouteController().startRoute("voice");
    }

    /** Anna calls Bob again, and has not hung up. */
    private UUID callsAgain() {
        HELD.add(AGAIN);
        return callFails(AGAIN, Cause.BUSY);
    }

    private OutboundMessage toldHowItStands() {
        UUID second = callsAgain();
        awaitOutcome(second, "JOINED");
        OutboundMessage told = messageSent(STANDING, 1);
        await().until(() -> state(told).equals("SENT"));
        return told;
    }

    private UUID asked() {
        UUID caseId = callFails(Cause.BUSY);
        messageSent(QUESTION, 1);
        return caseId;
    }

    private UUID notified() {
        preferring(anna, new Preferences(true, false, false));
        UUID caseId = callFails(Cause.BUSY);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        await().until(() -> state(notice).equals("SENT"));
        return caseId;
    }

    private String state(OutboundMessage message) {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> body(OutboundMessage message) {
        return (Map<String, String>) BODIES.get(message.id());
    }

    private static String key(OutboundMessage message) {
        return "voice:" + message.id() + ":key";
    }

    private List<String> journal(UUID caseId, String step) {
        return jdbc.sql("select concat_ws(' ', medium, result) from journal where case_id = ? and step = ? order by id")
                .params(caseId, step)
                .query(String.class)
                .list();
    }

    @Test
    void theMessageIsTheOpenCasesAndTheCallIsKeptForTheOneThatJoins() {
        UUID open = notified();

        OutboundMessage told = toldHowItStands();

        assertThat(told.caseId()).isEqualTo(open);
        assertThat(told.personId()).isEqualTo(anna.id());
        assertThat(told.deviceId()).as("the telephone she holds").isEqualTo(voiceOf(anna));
        assertThat(KEPT).containsOnly(Map.entry(AGAIN, told.id()));
        assertThat(journal(open, "STANDING")).containsExactly("VOICE WRITTEN", "VOICE SENT");
        assertThat(jdbc.sql("select detail from journal where case_id = ? and step = 'CALLED_AGAIN'")
                        .param(open)
                        .query(String.class)
                        .single())
                .isEqualTo("no new question: the callee is being notified");
        assertThat(sent(QUESTION) + sent(OFFER)).isZero();
    }

    @Test
    void whenTheCalleeWasToldIsSaidOnTheCallersClock() {
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        directory.save(new Person(
                anna.id(),
                anna.name(),
                Locale.forLanguageTag("sv"),
                tokyo,
                new Preferences(true, false, false),
                anna.devices()));
        UUID open = callFails(Cause.BUSY);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        await().until(() -> state(notice).equals("SENT"));
        Instant at = jdbc.sql("select sent_at from outbound_message where id = ?")
                .param(notice.id())
                .query(Timestamp.class)
                .single()
                .toInstant();

        OutboundMessage told = toldHowItStands();

        assertThat(body(told))
                .containsEntry("kind", "STANDING")
                .containsEntry("standing", "TOLD")
                .containsEntry("name", "Bob")
                .containsEntry("language", "sv")
                .doesNotContainKey("session");
        assertThat(body(told).get("told"))
                .endsWith("klockan " + DateTimeFormatter.ofPattern("HH:mm").format(at.atZone(tokyo)));
        assertThat(told.caseId()).isEqualTo(open);
        assertThat(body(told).toString()).doesNotContain("bob@example.test");
    }

    @Test
    void ofQuietHoursItIsSaidOnlyThatTheCalleeHasNotBeenTold() {
        ZoneId zone = ZoneId.of("Europe/Stockholm");
        LocalTime now = LocalTime.now(zone);
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                zone,
                new Preferences(
                        false,
                        true,
                        false,
                        Preferences.UNSET.returnCallsTo(),
                        Optional.of(new QuietHours(now.minusHours(2), now.plusHours(3)))),
                List.of(bob.devices().get(0), new Device(UUID.randomUUID(), Medium.SMS, address(bob), "Texts")));
        directory.save(bob);
        startTexts();
        callFails(Cause.BUSY);

        OutboundMessage told = toldHowItStands();

        assertThat(body(told)).containsEntry("standing", "NOT_YET_TOLD").doesNotContainKey("told");
        assertThat(body(told).toString())
                .doesNotContain(now.plusHours(3).toString().substring(0, 5));
    }

    private void startTexts() {
        try {
            camel.getRouteController().startRoute("sms");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void threeWithdrawsLikeThePageDoes() {
        UUID open = notified();
        OutboundMessage told = toldHowItStands();

        assertThat(conversation.withdraw(key(told), told.id())).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(open, "DECLINED: caller withdrew");
        assertThat(journal(open, "CALLER_WITHDREW")).hasSize(1);
        assertThat(conversation.withdraw(key(told), told.id())).as("again").isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.withdraw("voice:other:key", told.id()))
                .as("by another call")
                .isEqualTo(Receipt.CLOSED);
        assertThat(conversation.choose(
                        "voice:bob:key", messageSent(NOTIFICATION, 1).id(), Choice.INFORM))
                .as("Bob, who was told")
                .isEqualTo(Receipt.CLOSED);
    }

    @ParameterizedTest
    @CsvSource({"YES, WAITING_FOR_CALLEE", "NO, DECLINED: caller said no"})
    void whoWasAskedInWritingMayAnswerThere(Answer answer, String outcome) {
        UUID open = asked();
        OutboundMessage told = toldHowItStands();
        assertThat(body(told)).containsEntry("standing", "ASKED");
        assertThat(journal(open, "CALLED_AGAIN")).hasSize(1);

        assertThat(conversation.answer(key(told), told.id(), answer)).isEqualTo(Receipt.ACCEPTED);

        await().until(() -> outcome(open).equals(outcome));
        assertThat(conversation
                        .answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES)
                        .receipt())
                .as("to the letter, later")
                .isEqualTo(Receipt.CLOSED);
        assertThat(sent(NOTIFICATION)).isEqualTo(answer == Answer.YES ? 1 : 0);
    }

    @Test
    void aKeyThatCameTooLateChangesNothing() {
        UUID open = asked();
        OutboundMessage told = toldHowItStands();
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);

        assertThat(conversation.answer(key(told), told.id(), Answer.NO)).isEqualTo(Receipt.CLOSED);

        assertThat(outcome(open)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingPressedChangesNothing(boolean heard) {
        UUID open = notified();
        OutboundMessage told = toldHowItStands();

        if (heard) {
            deliveries.delivered("voice:1", told.id());
        } else {
            deliveries.failed("voice:1", told.id(), "the call ended with HUNG_UP");
        }

        await().until(() -> journal(open, "STANDING").size() == 3);
        assertThat(journal(open, "STANDING").get(2)).isEqualTo(heard ? "VOICE DELIVERED" : "VOICE FAILED");
        assertThat(outcome(open)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(sent(QUESTION)).isZero();
        assertThat(sent(NOTIFICATION)).isOne();
        assertThat(outbox.failures(open)).as("what operators are shown").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, CONNECTING", "INFORM, INFORMING"})
    void onceTheCalleeHasReactedThereIsNothingToWithdraw(Choice choice, String standing) throws Exception {
        camel.getRouteController().startRoute("switch");
        parts = 1;
        UUID open = notified();
        conversation.choose(received(NOTIFICATION, 1, Purpose.CONTACT), choice, Optional.of(voiceOf(bob)));
        messageSent(choice == Choice.CONNECT ? CONNECTION : INFORMATION, 1);

        OutboundMessage told = toldHowItStands();

        assertThat(body(told)).containsEntry("standing", standing);
        assertThat(conversation.withdraw(key(told), told.id())).isEqualTo(Receipt.CLOSED);
        assertThat(outcome(open)).isEqualTo(choice == Choice.CONNECT ? "CONNECTING" : "INFORMING_CALLER");
    }

    @Test
    void whoIsNotHeldAnyMoreIsNotSpokenToAndNothingElseFollows() {
        refusal = new CannotBeDelivered("The caller is not on the line any more.");
        refused = message -> message.kind() == STANDING;
        UUID open = notified();

        awaitOutcome(callsAgain(), "JOINED");

        await().until(() -> journal(open, "STANDING").equals(List.of("VOICE WRITTEN", "VOICE FAILED")));
        assertThat(outcome(open)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not held", "text-only", "opted out", "being asked in the first call"})
    void whoCannotBeSpokenToOrIsBeingSpokenToHearsNothing(String why) {
        if (why.startsWith("being")) {
            HELD.add("call-1");
            callFails("call-1", Cause.BUSY);
            messageSent(OFFER, 1);
        } else {
            notified();
        }
        switch (why) {
            case "text-only" ->
                jdbc.sql("update device set text_only = true where id = ?")
                        .param(voiceOf(anna))
                        .update();
            case "opted out" ->
                jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, '+46700', now())")
                        .param(hash(address(anna)))
                        .update();
            default -> {
                // Nothing to prepare.
            }
        }

        UUID second = why.equals("not held") ? callFails(AGAIN, Cause.BUSY) : callsAgain();

        awaitOutcome(second, "JOINED");
        assertThat(KEPT).doesNotContainKey(AGAIN);
        assertThat(jdbc.sql("select count(*) from outbound_message where kind = 'STANDING'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
