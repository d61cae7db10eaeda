package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.CaseRows;
import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Answered;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.MessageReports;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every path of {@code bpmn/unreachable-callee.bpmn}, by what caller and callee notice. */
class UnreachableCalleeTest extends ProcessTestBase {

    private static final Preferences ALWAYS_NOTIFY_FOR_ME = new Preferences(true, false, false);
    private static final Preferences ALWAYS_TELL_ME = new Preferences(false, true, false);
    private static final Preferences NEVER = new Preferences(false, false, true);

    @Autowired
    MessageReports deliveries;

    @Autowired
    Connections connections;

    private UUID notified() {
        UUID caseId = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);
        return caseId;
    }

    private Receipt bobChooses(Choice choice) {
        return conversation
                .choose(received(NOTIFICATION, 1, Purpose.CONTACT), choice, Optional.of(voiceOf(bob)))
                .receipt();
    }

    // The consent policy ----------------------------------------------------------------------------------------------

    @Test
    void theCallerIsAskedAndThenLearnsThatTheCalleeCanBeReached() {
        UUID caseId = notified();
        assertThat(bobChooses(Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        assertThat(messageSent(INFORMATION, 1).personId()).isEqualTo(anna.id());
        awaitOutcome(caseId, "INFORMED");
        assertThat(SENT).hasSize(3);
    }

    @Test
    void aCallerWhoAlwaysNotifiesIsNotAsked() {
        preferring(anna, ALWAYS_NOTIFY_FOR_ME);
        callFails(Cause.NO_ANSWER);
        assertThat(messageSent(NOTIFICATION, 1).personId()).isEqualTo(bob.id());
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void aCalleeWhoAlwaysWantsToKnowIsToldEvenOfARejectedCall() {
        preferring(bob, ALWAYS_TELL_ME);
        callFails(Cause.REJECTED);
        assertThat(messageSent(NOTIFICATION, 1).personId()).isEqualTo(bob.id());
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void aRejectedCallEndsWithoutAWord() {
        assertThat(outcome(callFails(Cause.REJECTED))).startsWith("NOT_NOTIFIED: ");
    }

    @Test
    void aCalleeWhoNeverWantsToKnowIsNotTold() {
        preferring(bob, NEVER);
        assertThat(outcome(callFails(Cause.BUSY))).startsWith("NOT_NOTIFIED: ");
    }

    @Test
    void peopleWeDoNotKnowEndAtOnce() {
        var accepted = calls.failed(new FailedCall(
                "stranger",
                new Address("tel:+46701740699"),
                address(bob),
                Medium.VOICE,
                Cause.BUSY,
                Instant.now(),
                "test"));
        UUID caseId = ((CallEvents.Accepted.New) accepted).caseId();
        assertThat(outcome(caseId)).startsWith("NOT_NOTIFIED: ").contains("caller");
    }

    // The question ----------------------------------------------------------------------------------------------------

    @Test
    void aCallerWhoSaysNoEndsIt() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        assertThat(conversation.answer(question, Answer.NO).receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller said no");
    }

    @Test
    void aCallerWhoSaysAlwaysIsNotAskedTheNextTime() {
        UUID first = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.ALWAYS);
        bobChooses(Choice.NOT_NOW);
        awaitOutcome(first, "DECLINED: callee declined");
        callFails(Cause.BUSY);
        messageSent(NOTIFICATION, 2);
        assertThat(sent(QUESTION)).isEqualTo(1);
    }

    @Test
    void aCallerWhoSaysAlwaysForThirtyDaysIsAskedAgainWhenTheyAreOver() {
        UUID first = callFails(Cause.BUSY);
        conversation.alwaysForSomeDays(received(QUESTION, 1, Purpose.ANSWER));
        bobChooses(Choice.NOT_NOW);
        awaitOutcome(first, "DECLINED: callee declined");
        UUID second = callFails(Cause.BUSY);
        messageSent(NOTIFICATION, 2);
        assertThat(sent(QUESTION)).isEqualTo(1);
        conversation.choose(received(NOTIFICATION, 2, Purpose.CONTACT), Choice.NOT_NOW, Optional.empty());
        awaitOutcome(second, "DECLINED: callee declined");

        jdbc.sql("update person set always_notify_until = now()").update();
        callFails(Cause.BUSY);
        messageSent(QUESTION, 2);
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    @Test
    void aQuestionNobodyAnswersExpires() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        timerFires(caseId);
        assertThat(outcome(caseId)).isEqualTo("EXPIRED: caller did not answer");
        assertThat(conversation.answer(question, Answer.YES).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void anAnswerCountsOnce() {
        callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        assertThat(conversation.answer(question, Answer.YES).receipt()).isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.answer(question, Answer.NO).receipt()).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.question(question)).isEmpty();
        messageSent(NOTIFICATION, 1);
    }

    @Test
    void aQuestionThatIsNotDeliveredIsTriedOnTheNextMedium() throws Exception {
        camel.getRouteController().startRoute("sms");
        addDevice(anna, Medium.SMS, "tel:+46701740605");
        callFails(Cause.BUSY);
        deliveries.failed("bounce", messageSent(QUESTION, 1).id(), "5.1.1");
        assertThat(messageSent(QUESTION, 2).medium())
                .isNotEqualTo(messageSent(QUESTION, 1).medium());
    }

    @Test
    void aQuestionThatCannotBeDeliveredWaitsForAnOperatorWhoSendsItAgain() {
        refusal = noSuchUser();
        UUID caseId = callFails(Cause.BUSY);
        Job job = operatorNeeded(caseId);
        refusal = null;
        retry(job);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.NO);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller said no");
    }

    @Test
    void aQuestionThatNoOperatorMendsEndsAsUndeliverable() {
        refusal = noSuchUser();
        UUID caseId = callFails(Cause.BUSY);
        operatorNeeded(caseId);
        timerFires(caseId);
        assertThat(outcome(caseId)).startsWith("UNDELIVERABLE");
    }

    // The notification ------------------------------------------------------------------------------------------------

    @Test
    void theNotificationNeverTravelsByTheFailedMedium() {
        notified();
        assertThat(messageSent(NOTIFICATION, 1).medium()).isNotEqualTo(Medium.VOICE);
    }

    @Test
    void aCalleeWhoDoesNotReactLetsItExpire() {
        UUID caseId = notified();
        timerFires(caseId);
        assertThat(outcome(caseId)).isEqualTo("EXPIRED: callee did not react");
        assertThat(bobChooses(Choice.INFORM)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aCalleeWhoSaysNotNowEndsIt() {
        UUID caseId = notified();
        bobChooses(Choice.NOT_NOW);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: callee declined");
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aBlockedCallerIsNotAnnouncedAgain() {
        UUID caseId = notified();
        bobChooses(Choice.BLOCK);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: callee declined");
        assertThat(outcome(callFails(Cause.BUSY))).startsWith("NOT_NOTIFIED: ");
    }

    @Test
    void theCallerCanWithdraw() {
        UUID caseId = callFails(Cause.BUSY);
        Answered answered = conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        SessionIdentifier withdrawal = answered.withdrawal().orElseThrow();
        messageSent(NOTIFICATION, 1);
        assertThat(conversation.withdrawable(withdrawal)).isPresent();
        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller withdrew");
        assertThat(bobChooses(Choice.INFORM)).isEqualTo(Receipt.CLOSED);
    }

    @Test
    void aNotificationThatBouncesIsTriedOnTheNextMedium() throws Exception {
        camel.getRouteController().startRoute("sms");
        addDevice(bob, Medium.SMS, "tel:+46701740606");
        notified();
        deliveries.failed("bounce", messageSent(NOTIFICATION, 1).id(), "5.1.1");
        assertThat(messageSent(NOTIFICATION, 2).medium())
                .isNotEqualTo(messageSent(NOTIFICATION, 1).medium());
    }

    @Test
    void theSameBounceTwiceCountsOnce() {
        UUID caseId = notified();
        UUID notification = messageSent(NOTIFICATION, 1).id();
        deliveries.failed("bounce", notification, "5.1.1");
        deliveries.failed("bounce", notification, "5.1.1");
        deliveries.failed("another report of it", notification, "5.1.1");
        operatorNeeded(caseId);
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void aBounceOfTheQuestionDoesNotHurtTheNotification() {
        UUID caseId = notified();
        deliveries.failed("late bounce", messageSent(QUESTION, 1).id(), "5.1.1");
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
    }

    @Test
    void aNotificationThatCannotBeDeliveredWaitsForAnOperatorWhoSendsItAgain() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        refusal = noSuchUser();
        conversation.answer(question, Answer.YES);
        Job job = operatorNeeded(caseId);
        refusal = null;
        retry(job);
        bobChooses(Choice.INFORM);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void theCallerCanWithdrawWhileAnOperatorIsNeeded() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        refusal = noSuchUser();
        SessionIdentifier withdrawal =
                conversation.answer(question, Answer.YES).withdrawal().orElseThrow();
        operatorNeeded(caseId);
        assertThat(conversation.withdraw(withdrawal)).isEqualTo(Receipt.ACCEPTED);
        assertThat(outcome(caseId)).isEqualTo("DECLINED: caller withdrew");
    }

    @Test
    void aNotificationThatNoOperatorMendsEndsAsUndeliverable() {
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        refusal = noSuchUser();
        conversation.answer(question, Answer.YES);
        operatorNeeded(caseId);
        timerFires(caseId);
        assertThat(outcome(caseId)).startsWith("UNDELIVERABLE");
    }

    // Repeats and other endings
    // -----------------------------------------------------------------------------------------

    @Test
    void aRepeatedCallJoinsTheOpenCaseAndNobodyIsWrittenToTwice() {
        UUID first = callFails(Cause.BUSY);
        SessionIdentifier question = received(QUESTION, 1, Purpose.ANSWER);
        UUID second = callFails(Cause.NO_ANSWER);
        UUID third = callFails(Cause.NO_ANSWER);
        assertThat(outcome(second)).isEqualTo("JOINED");
        assertThat(outcome(third)).isEqualTo("JOINED");
        assertThat(conversation.question(question).orElseThrow().attempts()).isEqualTo(3);
        assertThat(outcome(first)).isEqualTo("ASKING_CALLER");
        conversation.answer(question, Answer.YES);
        messageSent(NOTIFICATION, 1);
        assertThat(conversation
                        .notice(received(NOTIFICATION, 1, Purpose.CONTACT))
                        .orElseThrow()
                        .view()
                        .attempts())
                .isEqualTo(3);
        assertThat(SENT).hasSize(2);
    }

    @Test
    void theSameEventTwiceIsOneCase() {
        FailedCall call =
                new FailedCall("same", address(anna), address(bob), Medium.VOICE, Cause.BUSY, Instant.now(), "test");
        var first = (CallEvents.Accepted.New) calls.failed(call);
        var second = (CallEvents.Accepted.Repeated) calls.failed(call);
        assertThat(second.caseId()).isEqualTo(first.caseId());
        assertThat(jdbc.sql("select count(*) from failed_call_case")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherContentIsRefused() {
        callFails("same", Cause.BUSY);
        var other = calls.failed(new FailedCall(
                "same", address(anna), address(bob), Medium.VOICE, Cause.NO_ANSWER, Instant.now(), "test"));
        assertThat(other).isInstanceOf(CallEvents.Accepted.Conflicting.class);
    }

    @Test
    void twoWhoReachEachOtherMeanwhileAreLeftAlone() {
        UUID asking = callFails(Cause.BUSY);
        messageSent(QUESTION, 1);
        callAnswered();
        assertThat(outcome(asking)).isEqualTo("REACHED_MEANWHILE");
        UUID notified = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 2, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);
        callAnswered();
        assertThat(outcome(notified)).isEqualTo("REACHED_MEANWHILE");
    }

    @Test
    void whatHasNotLeftWhenTheCaseEndsNeverLeaves() {
        refusal = new IllegalStateException("mail server down");
        UUID caseId = callFails(Cause.BUSY);
        await().until(() -> jdbc.sql("select max(attempts) from outbound_message")
                        .query(Integer.class)
                        .single()
                > 0);
        callAnswered();
        refusal = null;
        assertThat(outcome(caseId)).isEqualTo("REACHED_MEANWHILE");
        await().until(() -> new CaseRows(jdbc).deliveries() == 0);
        assertThat(SENT).isEmpty();
    }

    @Test
    void aNewCallAfterTheEndIsANewCase() {
        UUID first = callFails(Cause.BUSY);
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.NO);
        UUID second = callFails(Cause.BUSY);
        assertThat(second).isNotEqualTo(first);
        assertThat(outcome(second)).isEqualTo("ASKING_CALLER");
    }

    // The information -------------------------------------------------------------------------------------------------

    @Test
    void anInformationThatIsNotDeliveredIsTriedOnTheNextMedium() throws Exception {
        camel.getRouteController().startRoute("sms");
        addDevice(anna, Medium.SMS, "tel:+46701740605");
        preferring(anna, ALWAYS_NOTIFY_FOR_ME);
        UUID caseId = callFails(Cause.BUSY);
        SessionIdentifier contact = received(NOTIFICATION, 1, Purpose.CONTACT);
        camel.getRouteController().stopRoute("sms");
        refusal = noSuchUser();
        conversation.choose(contact, Choice.INFORM, Optional.empty());
        camel.getRouteController().startRoute("sms");
        await().until(() ->
                jdbc.sql("select count(*) from outbound_message where kind = 'INFORMATION' and state = 'FAILED'")
                                .query(Long.class)
                                .single()
                        == 1);
        refusal = null;
        assertThat(messageSent(INFORMATION, 1).medium()).isEqualTo(Medium.SMS);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void anInformationThatCannotBeDeliveredWaitsForAnOperator() {
        UUID caseId = notified();
        refusal = noSuchUser();
        bobChooses(Choice.INFORM);
        Job job = operatorNeeded(caseId);
        refusal = null;
        retry(job);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void anInformationThatNoOperatorMendsEndsAsUndeliverable() {
        UUID caseId = notified();
        refusal = noSuchUser();
        bobChooses(Choice.INFORM);
        operatorNeeded(caseId);
        timerFires(caseId);
        assertThat(outcome(caseId)).startsWith("UNDELIVERABLE");
    }

    @Test
    void anInformationThatHangsTooLongIsShownToAnOperator() {
        UUID caseId = notified();
        refusal = new IllegalStateException("mail server hangs");
        bobChooses(Choice.INFORM);
        timerFires(caseId);
        operatorNeeded(caseId);
    }

    // The connection --------------------------------------------------------------------------------------------------

    private UUID connecting() throws Exception {
        camel.getRouteController().startRoute("switch");
        UUID caseId = notified();
        assertThat(bobChooses(Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        messageSent(CONNECTION, 1);
        return caseId;
    }

    @Test
    void withoutASwitchConnectingIsNotOffered() {
        notified();
        assertThat(conversation
                        .notice(received(NOTIFICATION, 1, Purpose.CONTACT))
                        .orElseThrow()
                        .view()
                        .canConnect())
                .isFalse();
        assertThatThrownBy(() -> bobChooses(Choice.CONNECT)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withASwitchTheTwoAreConnected() throws Exception {
        UUID caseId = connecting();
        connections.ended("connection", caseId, Ending.CONNECTED);
        assertThat(outcome(caseId)).isEqualTo("CONNECTED");
        assertThat(sent(INFORMATION)).isZero();
    }

    @Test
    void aCalleeWhoDoesNotAnswerMayTryAgain() throws Exception {
        UUID caseId = connecting();
        connections.ended("first try", caseId, Ending.CALLEE_NO_ANSWER);
        assertThat(outcome(caseId)).isEqualTo("WAITING_FOR_CALLEE");
        assertThat(bobChooses(Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        messageSent(CONNECTION, 2);
        connections.ended("second try", caseId, Ending.CONNECTED);
        assertThat(outcome(caseId)).isEqualTo("CONNECTED");
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void aCallerWhoDoesNotAnswerIsInformedInWriting() throws Exception {
        UUID caseId = connecting();
        connections.ended("connection", caseId, Ending.CALLER_NO_ANSWER);
        messageSent(INFORMATION, 1);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aConnectionWithoutAnyOutcomeEndsInInforming() throws Exception {
        UUID caseId = connecting();
        timerFires(caseId);
        messageSent(INFORMATION, 1);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void aSwitchThatDoesNotTakeItEndsInInforming() throws Exception {
        camel.getRouteController().startRoute("switch");
        UUID caseId = notified();
        refused = message -> message.kind() == CONNECTION;
        refusal = new IllegalStateException("switch down");
        bobChooses(Choice.CONNECT);
        awaitOutcome(caseId, "INFORMED");
    }

    @Test
    void anOutcomeThatComesTwiceOrLateChangesNothing() throws Exception {
        UUID caseId = connecting();
        connections.ended("connection", caseId, Ending.CONNECTED);
        connections.ended("connection", caseId, Ending.CONNECTED);
        connections.ended("another", caseId, Ending.CALLER_NO_ANSWER);
        assertThat(outcome(caseId)).isEqualTo("CONNECTED");
        assertThat(sent(INFORMATION)).isZero();
    }

    // ---------------------------------------------------------------------------------------------------------------------

    private Job operatorNeeded(UUID caseId) {
        String process = processOf(caseId);
        await().until(() -> management
                        .createJobQuery()
                        .processInstanceId(process)
                        .messages()
                        .count()
                == 1);
        Job job = management
                .createJobQuery()
                .processInstanceId(process)
                .messages()
                .singleResult();
        assertThatThrownBy(() -> management.executeJob(job.getId()))
                .hasMessageContaining("Increment Number of Retries");
        Incident incident =
                runtime.createIncidentQuery().processInstanceId(process).singleResult();
        assertThat(incident.getIncidentType()).isEqualTo(Incident.FAILED_JOB_HANDLER_TYPE);
        return job;
    }

    private void retry(Job job) {
        management.setJobRetries(job.getId(), 1);
        management.executeJob(job.getId());
    }

    private void addDevice(Person person, Medium medium, String address) {
        List<Device> devices = new ArrayList<>(person.devices());
        devices.add(new Device(UUID.randomUUID(), medium, new Address(address), "More"));
        directory.save(new Person(
                person.id(), person.name(), person.language(), person.timeZone(), person.preferences(), devices));
    }
}
