package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static io.ringback.directory.Medium.EMAIL;
import static io.ringback.directory.Medium.SMS;
import static io.ringback.directory.Medium.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Preferences;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample in which a callee is notified by two media at once. */
class TwoMediaAtOnceTest extends SampleDiagramTestBase {

    private enum When {
        NOTIFIED,
        THE_FIRST_WAS_LOST,
        THE_SECOND_WAS_LOST,
        THE_CALLEE_MISSED_THE_CONNECTION
    }

    TwoMediaAtOnceTest() {
        super("two-media-at-once.bpmn");
    }

    @BeforeEach
    void textsToo() throws Exception {
        camel.getRouteController().startRoute("switch");
        camel.getRouteController().startRoute("sms");
        bobAlsoHas(texts());
    }

    private UUID notified() {
        UUID caseId = agreed();
        notification(caseId, 1);
        notification(caseId, 2);
        return caseId;
    }

    private UUID caseAt(When when) {
        UUID caseId = notified();
        switch (when) {
            case THE_FIRST_WAS_LOST -> lost(notification(caseId, 1));
            case THE_SECOND_WAS_LOST -> lost(notification(caseId, 2));
            case THE_CALLEE_MISSED_THE_CONNECTION -> {
                says(notification(caseId, 1), Choice.CONNECT);
                messageSent(CONNECTION, 1);
                connections.ended("missed", caseId, Ending.CALLEE_NO_ANSWER);
            }
            case NOTIFIED -> {}
        }
        assertAt(caseId, "WaitForContact");
        return caseId;
    }

    static Stream<Arguments> answers() {
        return Arrays.stream(When.values()).flatMap(when -> Stream.of(1, 2)
                .flatMap(message -> Arrays.stream(Choice.values()).map(choice -> Arguments.of(when, message, choice))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whateverTheCalleeSaysToEitherMessageCountsAndTheOtherSaysThatItIsOver(When when, int message, Choice choice) {
        UUID caseId = caseAt(when);
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, SMS);

        assertThat(says(notification(caseId, message), choice)).isEqualTo(Receipt.ACCEPTED);

        UUID other = notification(caseId, 3 - message);
        assertThat(works(other)).isFalse();
        assertThat(says(other, Choice.INFORM)).isEqualTo(Receipt.CLOSED);
        if (choice == Choice.CONNECT && when == When.THE_CALLEE_MISSED_THE_CONNECTION) {
            messageSent(CONNECTION, 2);
        }
        assertHeard(caseId, choice);
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ifOneIsNotDeliveredTheCaseWaitsForTheOtherAndNobodyIsAsked(int lost) {
        UUID caseId = notified();
        lost(notification(caseId, lost));
        assertAt(caseId, "WaitForContact");
        assertIncidents(caseId, 0);
        assertThat(states(caseId)).hasSize(2).containsOnlyOnce("FAILED");
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
        assertOneThing(caseId);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ifNeitherIsDeliveredTheNextWaysAreTriedAndThenAnOperatorIsAsked(int first) {
        Device office = new Device(UUID.randomUUID(), EMAIL, new Address("mailto:office@example.test"), "Office");
        bobAlsoHas(office);
        UUID caseId = notified();
        lost(notification(caseId, first));
        lost(notification(caseId, 3 - first));
        UUID third = notification(caseId, 3);
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL, SMS, EMAIL);
        assertAt(caseId, "WaitForContact");

        lost(third);
        failed(caseId);
        assertIncidents(caseId, 1);
        management.setJobRetries(operatorsJob(caseId).getId(), 1);
        management.executeJob(operatorsJob(caseId).getId());

        notification(caseId, 5);
        assertThat(notifiedBy(caseId)).hasSize(5);
        assertThat(says(notification(caseId, 5), Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void bothServersRefuseAtOnceAndAnOperatorIsAskedOnce() {
        UUID question = callFails(Cause.BUSY);
        SessionIdentifier answer = received(QUESTION, 1, Purpose.ANSWER);
        refusal = noSuchUser();
        refused = message -> message.kind() == NOTIFICATION;
        conversation.answer(answer, Answer.YES);
        failed(question);
        assertThat(states(question)).containsExactly("FAILED", "FAILED");
        assertThat(says(notification(question, 2), Choice.NOT_NOW)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(question, "DECLINED: callee declined");
    }

    @Test
    void whoHasTwoDevicesOfTheMediumThatIsLeftIsWrittenToOnBoth() throws Exception {
        bobAlsoHas(new Device(UUID.randomUUID(), SMS, new Address("tel:+46701740699"), "Second"));
        camel.getRouteController().stopRoute("email");
        try {
            anna = person("Anna", "tel:+46701740605", "mailto:anna@example.test", NOT_ASKED);
            UUID caseId = callFails(Cause.BUSY);
            notification(caseId, 2);
            assertThat(notifiedBy(caseId)).containsExactly(SMS, SMS);
            assertThat(jdbc.sql("select count(distinct device_id) from outbound_message where case_id = ?")
                            .param(caseId)
                            .query(Long.class)
                            .single())
                    .isEqualTo(2);
        } finally {
            camel.getRouteController().startRoute("email");
        }
    }

    @Test
    void whoHasOneMediumIsWrittenToOnce() throws Exception {
        camel.getRouteController().stopRoute("sms");
        UUID caseId = agreed();
        notification(caseId, 1);
        assertAt(caseId, "WaitForContact");
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL);
        lost(notification(caseId, 1));
        failed(caseId);
    }

    @Test
    void nobodyIsCalledInAdditionToBeingWrittenTo() throws Exception {
        camel.getRouteController().stopRoute("sms");
        camel.getRouteController().startRoute("voice");
        bobAlsoHas(new Device(UUID.randomUUID(), VOICE, new Address("tel:+46701740699"), "Home"));
        UUID caseId = agreed();
        notification(caseId, 1);
        assertAt(caseId, "WaitForContact");
        assertThat(notifiedBy(caseId)).containsExactly(EMAIL);
    }

    @Test
    void theCallerMayTakeTheYesBack() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier withdrawal = conversation
                .answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES)
                .withdrawal()
                .orElseThrow();
        notification(caseId, 2);
        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "DECLINED: caller withdrew");
        assertOneThing(caseId);
    }

    @Test
    void aNewCallAndACallThatSucceedsAreHeardOf() {
        UUID caseId = notified();
        UUID second = callFails(Cause.NO_ANSWER);
        awaitOutcome(second, "JOINED");
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
    }

    @Test
    void aTextThatIsHeldForTheNightLeavesBothTheWholeTimeAndIsNotSentAfterTheAnswer() {
        Instant morning = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MINUTES);
        LocalTime end = LocalTime.ofInstant(morning, bob.timeZone());
        directory.setPreferences(
                bob.id(),
                new Preferences(
                        false,
                        false,
                        false,
                        ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(end.minusHours(5), end))));
        UUID caseId = agreed();
        UUID mail = notification(caseId, 1);
        assertThat(states(caseId)).containsExactly("SENT", "WAITING");
        Instant timer = management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult()
                .getDuedate()
                .toInstant();
        assertThat(timer).isAfter(morning);
        assertThat(expiries(caseId)).hasSize(2).allSatisfy(expiry -> assertThat(expiry)
                .isCloseTo(timer, within(30, ChronoUnit.SECONDS)));

        lost(mail);
        assertAt(caseId, "WaitForContact");
        assertThat(says(mail, Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        awaitOutcome(caseId, "INFORMED");
        assertThat(states(caseId)).containsExactly("FAILED", "CANCELLED");
    }

    private List<Instant> expiries(UUID caseId) {
        return jdbc
                .sql("select s.expires_at from session_identifier s join outbound_message m on m.id = s.message_id"
                        + " where m.case_id = ? and s.purpose = 'CONTACT'")
                .param(caseId)
                .query(Timestamp.class)
                .list()
                .stream()
                .map(Timestamp::toInstant)
                .toList();
    }
}
