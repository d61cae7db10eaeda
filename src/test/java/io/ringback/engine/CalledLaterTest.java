package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Later;
import io.ringback.conversation.TimeRefused;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Purpose;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The sample in which the callee names a time that is soon, and the two are connected then. */
class CalledLaterTest extends SampleDiagramTestBase {

    @Autowired
    private Inbox inbox;

    CalledLaterTest() {
        super("call-later.bpmn");
    }

    @BeforeEach
    void theSwitchIsThere() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

    private UUID notified() {
        UUID caseId = agreed();
        notification(caseId, 1);
        return caseId;
    }

    private Receipt names(UUID caseId, String when) {
        return conversation
                .callAt(contactOf(notification(caseId, 1)), when, Optional.of(voiceOf(bob)))
                .receipt();
    }

    private Optional<Later> offered(UUID caseId) {
        return conversation
                .notice(contactOf(notification(caseId, 1)))
                .orElseThrow()
                .later();
    }

    private Instant due(UUID caseId) {
        Job timer = management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .timers()
                .singleResult();
        return timer.getDuedate().toInstant();
    }

    private List<String> journal(UUID caseId) {
        return jdbc.sql("select step from journal where case_id = ?")
                .param(caseId)
                .query(String.class)
                .list();
    }

    @Test
    void atThatTimeTheTwoAreConnectedAsIfAskedForJustThen() {
        UUID caseId = notified();
        Instant before = Instant.now();

        assertThat(names(caseId, "10")).isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForTime");
        assertThat(due(caseId)).isBetween(before.plusSeconds(590), Instant.now().plusSeconds(610));
        assertThat(sent(CONNECTION)).isZero();
        assertThat(journal(caseId)).contains("TIME_NAMED");
        assertOneThing(caseId);

        timerFires(caseId);

        assertHeard(caseId, Choice.CONNECT);
        assertThat(sent(CONNECTION)).isEqualTo(1);
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aTimeOfDayIsReadOnTheCalleesClock() {
        UUID caseId = notified();
        Instant at = Instant.now().plus(Duration.ofMinutes(15)).truncatedTo(ChronoUnit.MINUTES);

        assertThat(names(caseId, at.atZone(bob.timeZone()).toLocalTime().toString()))
                .isEqualTo(Receipt.ACCEPTED);

        assertThat(due(caseId)).isBetween(at.minusSeconds(2), at.plusSeconds(2));
        assertThat(offered(caseId).orElseThrow().named()).contains(at);
    }

    @Test
    void untilThenTheLinkWorksAndAnotherTimeMayBeNamedAFewTimes() {
        UUID caseId = notified();
        names(caseId, "10");
        names(caseId, "30");
        assertThat(due(caseId)).isAfter(Instant.now().plus(Duration.ofMinutes(25)));
        for (int more = 0; more < 3; more++) {
            assertThat(names(caseId, "20")).isEqualTo(Receipt.ACCEPTED);
        }

        assertThat(offered(caseId)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> names(caseId, "20"));
        // Nor if it was stored before.
        assertThat(inbox.receive(event(caseId, Instant.now().plus(Duration.ofMinutes(5)))))
                .isEqualTo(new Reception.Stored(caseId, true));
        assertAt(caseId, "WaitForTime");
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void untilThenTheCalleeMayChooseOtherwise(Choice choice) {
        UUID caseId = notified();
        names(caseId, "10");

        assertThat(says(notification(caseId, 1), choice)).isEqualTo(Receipt.ACCEPTED);

        assertHeard(caseId, choice);
    }

    @Test
    void untilThenTheCallerMayWithdrawAndNobodyIsCalled() {
        UUID caseId = notified();
        names(caseId, "10");

        assertThat(conversation.withdraw(received(QUESTION, 1, Purpose.WITHDRAW)))
                .isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(caseId, "DECLINED: caller withdrew");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void untilThenTheTwoMayReachEachOtherAndNobodyIsCalled() {
        UUID caseId = notified();
        names(caseId, "10");

        callAnswered();

        awaitOutcome(caseId, "REACHED_MEANWHILE");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void whoDoesNotAnswerAtThatTimeMayTryAgain() {
        UUID caseId = notified();
        names(caseId, "10");
        timerFires(caseId);
        messageSent(CONNECTION, 1);

        connections.ended("no answer", caseId, Ending.CALLEE_NO_ANSWER);

        assertAt(caseId, "WaitForContact");
        // What was named is over, whatever the clock says.
        wasNamed(caseId, Instant.now().minusSeconds(1));
        assertThat(offered(caseId).orElseThrow().named()).isEmpty();
        assertThat(names(caseId, "10")).isEqualTo(Receipt.ACCEPTED);
        assertAt(caseId, "WaitForTime");
    }

    @Test
    void aTimeThatIsLongOverWhenItsTimerFiresRingsNobodyAndTheLinkWorksOn() {
        UUID caseId = notified();
        names(caseId, "10");
        // No node lived for hours.
        wasNamed(caseId, Instant.now().minus(Duration.ofMinutes(6)));

        timerFires(caseId);

        assertAt(caseId, "WaitForContact");
        assertThat(sent(CONNECTION)).isZero();
        assertThat(journal(caseId)).contains("TOO_LATE");
        assertThat(says(notification(caseId, 1), Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        assertHeard(caseId, Choice.CONNECT);
    }

    @Test
    void aTimeThatFiresAMomentLateIsStillThatTime() {
        UUID caseId = notified();
        names(caseId, "10");
        wasNamed(caseId, Instant.now().minus(Duration.ofMinutes(4)));

        timerFires(caseId);

        assertHeard(caseId, Choice.CONNECT);
    }

    @Test
    void aTimeThatFiresAMomentLateInQuietHoursThatTheCalleeDidNotMeanRingsNobody() {
        LocalTime now = LocalTime.now(bob.timeZone()).truncatedTo(ChronoUnit.MINUTES);
        UUID caseId = notified();
        names(caseId, "10");
        quiet(now.minusMinutes(1), now.plusHours(2));
        wasNamed(caseId, Instant.now().minus(Duration.ofMinutes(3)));

        timerFires(caseId);

        assertAt(caseId, "WaitForContact");
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void whoNamesATimeInTheirQuietHoursMeansIt() {
        LocalTime now = LocalTime.now(bob.timeZone()).truncatedTo(ChronoUnit.MINUTES);
        UUID caseId = notified();
        quiet(now.minusHours(1), now.plusHours(2));
        names(caseId, now.plusMinutes(25).toString());
        wasNamed(caseId, Instant.now());

        timerFires(caseId);

        assertHeard(caseId, Choice.CONNECT);
    }

    private void wasNamed(UUID caseId, Instant at) {
        jdbc.sql("update failed_call_case set call_at = ? where id = ?")
                .params(Timestamp.from(at), caseId)
                .update();
    }

    private void quiet(LocalTime from, LocalTime to) {
        preferring(
                bob,
                new Preferences(
                        false,
                        false,
                        false,
                        Preferences.ReturnCallsTo.CALLING_PHONE,
                        Optional.of(new QuietHours(from, to))));
    }

    @Test
    void aKeyPressNamesTenMinutesOnTheTelephoneThatWasRungAndTheSameKeyAgainChangesNothing() {
        UUID caseId = notified();
        UUID spoken = onTheTelephone(notification(caseId, 1));

        assertThat(conversation.callIn("call:key", spoken, Duration.ofMinutes(10)))
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.callIn("call:key", spoken, Duration.ofMinutes(10)))
                .isEqualTo(Receipt.ACCEPTED);

        assertAt(caseId, "WaitForTime");
        assertThat(journal(caseId)).containsOnlyOnce("TIME_NAMED");
        timerFires(caseId);
        assertHeard(caseId, Choice.CONNECT);
        assertThat(conversation.callIn("other call:key", spoken, Duration.ofMinutes(10)))
                .isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aKeyPressOfATimeThatIsNotOfferedChangesNothing() {
        UUID caseId = notified();
        UUID spoken = onTheTelephone(notification(caseId, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conversation.callIn("call:key", spoken, Duration.ofMinutes(11)));
        assertAt(caseId, "WaitForContact");
    }

    /** As if it had been spoken there. */
    private UUID onTheTelephone(UUID notification) {
        jdbc.sql("update outbound_message set medium = 'VOICE', device_id = ? where id = ?")
                .params(voiceOf(bob), notification)
                .update();
        return notification;
    }

    @Test
    void aCallerWhoDoesNotAnswerAtThatTimeIsInformed() {
        UUID caseId = notified();
        names(caseId, "10");
        timerFires(caseId);
        messageSent(CONNECTION, 1);

        connections.ended("no answer", caseId, Ending.CALLER_NO_ANSWER);

        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aNotificationThatComesBackAfterATimeWasNamedChangesNothing() {
        UUID caseId = notified();
        names(caseId, "10");

        lost(notification(caseId, 1));

        assertAt(caseId, "WaitForTime");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
        timerFires(caseId);
        messageSent(CONNECTION, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11", "-10", "60", "half four", "25:00"})
    void whatIsNotOfferedChangesNothing(String when) {
        UUID caseId = notified();

        assertThatThrownBy(() -> names(caseId, when)).isInstanceOf(TimeRefused.class);

        assertAt(caseId, "WaitForContact");
        assertThat(journal(caseId)).doesNotContain("TIME_NAMED");
    }

    @Test
    void aDeviceOfSomebodyElsesIsRefused() {
        UUID caseId = notified();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        conversation.callAt(contactOf(notification(caseId, 1)), "10", Optional.of(voiceOf(anna))));
        assertAt(caseId, "WaitForContact");
    }

    @Test
    void noTimeIsOfferedInQuietHoursButOneMayBeNamed() {
        LocalTime now = LocalTime.now(ZoneId.of("Europe/Stockholm")).truncatedTo(ChronoUnit.MINUTES);
        UUID caseId = notified();
        quiet(now.plusMinutes(15), now.plusHours(2));

        assertThat(offered(caseId).orElseThrow().offers())
                .extracting(Later.Offer::minutes)
                .containsExactly(10L);
        assertThat(names(caseId, now.plusMinutes(25).toString())).isEqualTo(Receipt.ACCEPTED);
    }

    @Test
    void noTimeIsOfferedWhereNobodyCanBeConnected() throws Exception {
        UUID caseId = notified();
        camel.getRouteController().stopRoute("switch");
        assertThat(offered(caseId)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> names(caseId, "10"));
    }

    @Test
    void aDiagramThatDoesNotWaitForItOffersNone() {
        takenBack();
        UUID caseId = notified();
        assertThat(offered(caseId)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> names(caseId, "10"));
        assertAt(caseId, "WaitForContact");
    }

    @Test
    void whatIsHandledLongAfterThatTimeRingsNobody() {
        UUID caseId = notified();
        assertThat(inbox.receive(event(caseId, Instant.now().minus(Duration.ofMinutes(6)))))
                .isEqualTo(new Reception.Stored(caseId, true));
        assertAt(caseId, "WaitForContact");
        assertThat(journal(caseId)).contains("TOO_LATE");
    }

    @Test
    void aTimeThatIsNamedWhenTheMatterIsOverIsTooLate() {
        UUID caseId = notified();
        says(notification(caseId, 1), Choice.NOT_NOW);
        assertThat(names(caseId, "10")).isEqualTo(Receipt.CLOSED);
    }

    private InboundEvent event(UUID caseId, Instant at) {
        return new InboundEvent(
                "named:" + at,
                EventKind.TIME_NAMED,
                caseId,
                Map.of("at", at.toString(), "device", voiceOf(bob).toString()));
    }
}
