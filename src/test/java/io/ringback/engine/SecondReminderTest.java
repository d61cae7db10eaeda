package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.directory.Medium.EMAIL;
import static io.ringback.directory.Medium.SMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The sample in which a callee who does not react is reminded once. */
class SecondReminderTest extends SampleDiagramTestBase {

    private enum When {
        BEFORE_THE_REMINDER,
        AFTER_THE_REMINDER,
        AFTER_A_CONNECTION_THAT_THE_CALLEE_MISSED
    }

    @Autowired
    private ProducerTemplate producer;

    SecondReminderTest() {
        super("second-reminder.bpmn");
    }

    @BeforeEach
    void routes() throws Exception {
        camel.getRouteController().startRoute("switch");
        camel.getRouteController().startRoute("sms");
    }

    private UUID reminded() {
        UUID caseId = agreed();
        notification(caseId, 1);
        timeIsUp(caseId);
        notification(caseId, 2);
        return caseId;
    }

    private UUID caseAt(When when) {
        if (when == When.BEFORE_THE_REMINDER) {
            UUID caseId = agreed();
            notification(caseId, 1);
            return caseId;
        }
        UUID caseId = reminded();
        if (when == When.AFTER_A_CONNECTION_THAT_THE_CALLEE_MISSED) {
            assertThat(says(notification(caseId, 2), Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
            messageSent(CONNECTION, 1);
            connections.ended("missed", caseId, Ending.CALLEE_NO_ANSWER);
            assertAt(caseId, "WaitForContact");
        }
        return caseId;
    }

    static Stream<Arguments> answers() {
        return Arrays.stream(When.values()).flatMap(when -> Stream.of(1, 2)
                .filter(message -> message == 1 || when != When.BEFORE_THE_REMINDER)
                .flatMap(message -> Arrays.stream(Choice.values()).map(choice -> Arguments.of(when, message, choice))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whateverTheCalleeSaysToEitherMessageCountsAndTheOtherSaysThatItIsOver(When when, int message, Choice choice) {
        UUID caseId = caseAt(when);
        UUID answered = notification(caseId, message);

        assertThat(says(answered, choice)).isEqualTo(Receipt.ACCEPTED);

        if (choice == Choice.CONNECT && when == When.AFTER_A_CONNECTION_THAT_THE_CALLEE_MISSED) {
            messageSent(CONNECTION, 2);
        }
        assertHeard(caseId, choice);
        for (int each = 1; each <= states(caseId).size(); each++) {
            UUID other = notification(caseId, each);
            assertThat(works(other)).isFalse();
            assertThat(says(other, Choice.INFORM)).isEqualTo(Receipt.CLOSED);
        }
        assertThat(sent(NOTIFICATION)).isEqualTo(when == When.BEFORE_THE_REMINDER ? 1 : 2);
    }

    @Test
    void whoReactsToNeitherIsRemindedOnceAndThenTheCaseExpires() {
        UUID caseId = reminded();
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, EMAIL);
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
        assertOneThing(caseId);
    }

    @Test
    void whoMissesTheConnectionAfterTheReminderIsNotRemindedAgain() {
        UUID caseId = caseAt(When.AFTER_A_CONNECTION_THAT_THE_CALLEE_MISSED);
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    @Test
    void thatTheFirstWasNotDeliveredIsNoNewsOnceTheReminderIsUnderWay() {
        bobAlsoHas(texts());
        UUID caseId = reminded();
        lost(notification(caseId, 1));
        assertThat(states(caseId)).containsExactly("FAILED", "SENT");
        assertAt(caseId, "WaitForContact");
        assertThat(works(notification(caseId, 1))).isTrue();
        assertThat(works(notification(caseId, 2))).isTrue();
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    @Test
    void aFirstThatWasNotDeliveredInTimeGoesByTheNextMediumAndThatIsRemindedOf() {
        bobAlsoHas(texts());
        UUID caseId = agreed();
        lost(notification(caseId, 1));
        notification(caseId, 2);
        timeIsUp(caseId);
        notification(caseId, 3);
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, SMS, SMS);
        assertThat(says(notification(caseId, 1), Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aReminderThatIsNotDeliveredGoesByTheNextMediumAndIsTheLast() {
        bobAlsoHas(texts());
        UUID caseId = reminded();
        lost(notification(caseId, 2));
        notification(caseId, 3);
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, EMAIL, SMS);
        assertThat(works(notification(caseId, 1))).isTrue();
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
        assertThat(sent(NOTIFICATION)).isEqualTo(3);
    }

    @Test
    void anOperatorIsAskedOnceNothingIsLeftAndTheContactMeansWorkMeanwhile() {
        UUID caseId = reminded();
        lost(notification(caseId, 2));
        failed(caseId);
        assertIncidents(caseId, 1);
        assertThat(says(notification(caseId, 1), Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void whoWantsNothingAnyMoreIsNotReminded() {
        UUID caseId = agreed();
        notification(caseId, 1);
        directory.setNever(bob.id(), true);
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react and could not be reminded");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void theCallerMayTakeTheYesBackAfterTheReminder() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier withdrawal = conversation
                .answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES)
                .withdrawal()
                .orElseThrow();
        notification(caseId, 1);
        timeIsUp(caseId);
        notification(caseId, 2);
        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "DECLINED: caller withdrew");
        assertOneThing(caseId);
    }

    @Test
    void aNewCallAndACallThatSucceedsAreHeardOfAfterTheReminder() {
        UUID caseId = reminded();
        UUID second = callFails(Cause.NO_ANSWER);
        awaitOutcome(second, "JOINED");
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
    }

    @Test
    void aTextThatQuotesTheFirstMessageAnswersItAfterTheReminder() throws Exception {
        camel.getRouteController().stopRoute("email");
        try {
            anna = person("Anna", "tel:+46701740605", "mailto:anna@example.test", NOT_ASKED);
            bobAlsoHas(texts());
            parts = 1;
            UUID caseId = callFails(Cause.BUSY);
            notification(caseId, 1);
            timeIsUp(caseId);
            notification(caseId, 2);
            assertThat(notifiedBy(caseId)).containsExactly(SMS, SMS);
            writes("No", notification(caseId, 1) + "/0");
            awaitOutcome(caseId, "DECLINED: callee declined");
        } finally {
            camel.getRouteController().startRoute("email");
        }
    }

    private void writes(String text, String inReplyTo) {
        producer.sendBody(
                "direct:reply-received",
                new HashMap<>(Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "medium",
                        "SMS",
                        "from",
                        address(bob).uri(),
                        "to",
                        jdbc.sql("select sender from sender_use limit 1")
                                .query(String.class)
                                .single(),
                        "text",
                        text,
                        "inReplyTo",
                        inReplyTo)));
    }
}
