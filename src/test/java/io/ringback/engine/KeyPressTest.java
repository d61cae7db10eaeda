package io.ringback.engine;

import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.directory.Medium;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.texting.ReceivedTexts;
import io.ringback.texting.ReceivedTexts.ReceivedText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What key presses in a call about one message do, and how such a message is tried again. */
class KeyPressTest extends ProcessTestBase {

    @Autowired
    private Outbox outbox;

    @Autowired
    private ReceivedTexts texts;

    private OutboundMessage asked() {
        callFails(Cause.BUSY);
        return messageSent(QUESTION, 1);
    }

    private OutboundMessage notified() {
        preferring(anna, new Preferences(true, false, false));
        callFails(Cause.BUSY);
        return messageSent(NOTIFICATION, 1);
    }

    private Receipt answer(OutboundMessage question, String key, Answer answer) {
        return conversation.answer("voice:" + question.id() + ":" + key, question.id(), answer);
    }

    private Receipt choose(OutboundMessage notice, String key, Choice choice) {
        return conversation.choose("voice:" + notice.id() + ":" + key, notice.id(), choice);
    }

    private long events(String kind) {
        return jdbc.sql("select count(*) from inbound_event where kind = ?")
                .param(kind)
                .query(Long.class)
                .single();
    }

    private String stateOf(OutboundMessage message) {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource({"YES, false", "ALWAYS, true"})
    void yesNotifiesAtOnceAndAlwaysIsKept(Answer answer, boolean always) {
        OutboundMessage question = asked();

        assertThat(answer(question, "1", answer)).isEqualTo(Receipt.ACCEPTED);

        messageSent(NOTIFICATION, 1);
        assertThat(directory.find(anna.id()).orElseThrow().preferences().alwaysNotifyForMe())
                .isEqualTo(always);
    }

    @Test
    void noEndsTheCase() {
        OutboundMessage question = asked();

        assertThat(answer(question, "3", Answer.NO)).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(question.caseId(), "DECLINED: caller said no");
    }

    @Test
    void theSameKeyPressIsTakenOnceAndAnotherOneTooLate() {
        OutboundMessage question = asked();
        assertThat(answer(question, "1", Answer.YES)).isEqualTo(Receipt.ACCEPTED);

        assertThat(answer(question, "1", Answer.YES))
                .as("again, its answer was lost")
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(answer(question, "3", Answer.NO)).as("another").isEqualTo(Receipt.CLOSED);
        assertThat(events("ANSWER")).isOne();
    }

    @Test
    void aKeyOfAnotherMenuDoesNothing() {
        OutboundMessage question = asked();
        assertThat(choose(question, "2", Choice.INFORM)).isEqualTo(Receipt.CLOSED);
        answer(question, "1", Answer.YES);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);

        assertThat(answer(notice, "1", Answer.YES)).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.answer("voice:nobody", UUID.randomUUID(), Answer.YES))
                .isEqualTo(Receipt.CLOSED);
        assertThat(conversation.choose("voice:nobody", UUID.randomUUID(), Choice.INFORM))
                .isEqualTo(Receipt.CLOSED);
        assertThat(events("CONTACT")).isZero();
    }

    @Test
    void informTellsTheDeviceThatWasCalled() {
        OutboundMessage notice = notified();

        assertThat(choose(notice, "2", Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(notice.caseId(), "INFORMED");
        assertThat(jdbc.sql("select reachable_on from failed_call_case where id = ?")
                        .param(notice.caseId())
                        .query(UUID.class)
                        .single())
                .isEqualTo(notice.deviceId());
        assertThat(choose(notice, "2", Choice.INFORM)).as("again").isEqualTo(Receipt.ACCEPTED);
        assertThat(choose(notice, "3", Choice.NOT_NOW)).as("another").isEqualTo(Receipt.CLOSED);
    }

    @Test
    void whatIsNotOfferedCanBeReplacedByWhatIs() {
        OutboundMessage notice = notified();

        assertThatThrownBy(() -> choose(notice, "1", Choice.CONNECT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(events("CONTACT")).isZero();
        assertThat(choose(notice, "3", Choice.NOT_NOW)).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(notice.caseId(), "DECLINED: callee declined");
    }

    @Test
    void optingOutEndsWhatGoesToThatAddressAndDeclinesWhatWaits() {
        OutboundMessage notice = notified();

        conversation.optOut("voice:out", notice.id());
        conversation.optOut("voice:out", notice.id());

        awaitOutcome(notice.caseId(), "DECLINED: callee declined");
        assertThat(jdbc.sql("select sender || ' ' || encode(address_hash, 'hex') from opt_out")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("voice " + hex("mailto:bob@example.test")));
        assertThat(directory.find(bob.id()).orElseThrow().preferences().never())
                .as("other devices stay as they are")
                .isFalse();
        assertThat(jdbc.sql("select medium || ' ' || result from journal where step = 'UNSUBSCRIBED'")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("EMAIL KEY"));
        UUID next = callFails(Cause.BUSY);
        assertThat(outcome(next)).isEqualTo("DECLINED: callee wants no messages");
    }

    @Test
    void whoWritesStartFromATelephoneThatOptedOutByKeyIsWrittenToAgain() {
        jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, 'voice', now())")
                .param(hash(address(bob)))
                .update();

        texts.receive(new ReceivedText("1", Medium.SMS, address(bob), SENDERS.get(0), "START", Optional.empty()));

        assertThat(jdbc.sql("select count(*) from opt_out").query(Long.class).single())
                .isZero();
    }

    // Another try
    // -------------------------------------------------------------------------------------------------------

    private OutboundMessage taken() {
        parts = 1;
        OutboundMessage question = asked();
        await().until(() -> stateOf(question).equals("SENT"));
        return question;
    }

    @Test
    void aMessageThatWasTakenIsSentAgainAtTheTime() {
        OutboundMessage question = taken();

        assertThat(outbox.tryAgain(question.id(), Instant.now().plusMillis(300)))
                .isTrue();

        assertThat(sent(QUESTION)).isOne();
        assertThat(messageSent(QUESTION, 2).id()).isEqualTo(question.id());
        await().until(() -> stateOf(question).equals("SENT"));
        assertThat(outbox.tryAgain(question.id(), Instant.now()))
                .as("a third time")
                .isTrue();
        messageSent(QUESTION, 3);
    }

    @Test
    void aMessageWaitsForItsOtherTryOnce() {
        OutboundMessage question = taken();
        Instant later = Instant.now().plus(Duration.ofHours(1));

        assertThat(outbox.tryAgain(question.id(), later)).isTrue();
        assertThat(outbox.tryAgain(question.id(), later)).isFalse();
        assertThat(outbox.tryAgain(question.id(), later.plusSeconds(1))).isFalse();

        assertThat(new CaseRows(jdbc).deliveries()).isOne();
        answer(question, "1", Answer.NO);
        awaitOutcome(question.caseId(), "DECLINED: caller said no");
        assertThat(stateOf(question)).as("nobody is called about what is over").isEqualTo("CANCELLED");
    }

    @Test
    void whatIsStillBeingHandedOverOrHasArrivedIsNotSentAgain() {
        hold = true;
        parts = 1;
        OutboundMessage question = asked();
        assertThatThrownBy(() -> outbox.tryAgain(question.id(), Instant.now()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("still being handed over");
        hold = false;
        await().until(() -> stateOf(question).equals("SENT"));

        jdbc.sql("update outbound_message set delivered_at = now() where id = ?")
                .param(question.id())
                .update();
        assertThat(outbox.tryAgain(question.id(), Instant.now())).isFalse();
        assertThat(outbox.tryAgain(UUID.randomUUID(), Instant.now())).isFalse();
    }
}
