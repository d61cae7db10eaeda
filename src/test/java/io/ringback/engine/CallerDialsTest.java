package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Ended;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.directory.QuietHours;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.reach.OptOuts;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import io.ringback.wording.Letter;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The sample in which a caller may have the callee rung who has said that they can be reached. */
class CallerDialsTest extends SampleDiagramTestBase {

    @Autowired
    private OptOuts optOuts;

    CallerDialsTest() {
        super("caller-dials.bpmn");
    }

    @BeforeEach
    void theSwitchAnswers() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

    /** Anna has said yes, and Bob that he can be reached on his telephone. */
    private UUID reachableBob() {
        UUID caseId = agreed();
        assertThat(says(notification(caseId, 1), Choice.INFORM)).isEqualTo(Receipt.ACCEPTED);
        return caseId;
    }

    /** The notice to Anna that he can be. */
    private UUID notice(UUID caseId) {
        UUID notice = notification(caseId, 2);
        assertThat(readerOf(notice)).isEqualTo(anna.id());
        return notice;
    }

    private ContactView view(UUID notice) {
        return conversation.notice(contactOf(notice)).orElseThrow().view();
    }

    /** Anna is told as on the shipped diagram, and that ends it. */
    private void assertOnlyTold(UUID caseId) {
        assertThat(messageSent(INFORMATION, 1).personId()).isEqualTo(anna.id());
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isZero();
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    private void assertNotOfferedNorDone(UUID notice) {
        assertThat(view(notice).canConnect()).isFalse();
        assertThatThrownBy(() -> connects(notice, anna)).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(CONNECTION)).isZero();
    }

    @Test
    void whoCalledGetsTheButtonAndHasTheOtherRung() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        assertThat(sent(INFORMATION)).isZero();
        ContactView view = view(notice);
        assertThat(view.calleeName()).isEqualTo("Anna");
        assertThat(view.callerName()).isEqualTo("Bob");
        assertThat(view.canConnect()).isTrue();

        assertThat(connects(notice, anna)).isEqualTo(Receipt.ACCEPTED);
        OutboundMessage connection = messageSent(CONNECTION, 1);
        assertThat(connection.personId()).isEqualTo(anna.id());
        connections.ended("talk", caseId, Ending.CONNECTED);
        awaitOutcome(caseId, "CONNECTED");
        await().atMost(PATIENCE).untilAsserted(() -> assertOneThing(caseId));
    }

    @Test
    void theNoticeSaysTrulyThatTheOtherCanBeReachedAndNamesNoAddress() {
        Letter letter = letter(notice(reachableBob()));
        assertThat(letter.subject()).isEqualTo("Bob can be reached now");
        assertThat(letter.text())
                .contains("You tried to reach Bob. Bob can be reached now.")
                .contains("because you tried to reach Bob")
                .doesNotContain("called you");
        assertThat(letter.text() + letter.html())
                .doesNotContain("46701740606")
                .doesNotContain("bob@example.test")
                .doesNotContain("Mobile");
    }

    @Test
    void whoWasWrittenToBeforeReadsHowItStandsAndChangesNothing() {
        UUID caseId = agreed();
        SessionIdentifier withdraw = received(QUESTION, 1, Purpose.WITHDRAW);
        UUID first = notification(caseId, 1);
        says(first, Choice.INFORM);
        notice(caseId);
        assertThat(conversation.withdraw(withdraw)).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.notice(contactOf(first))).isEmpty();
        assertThat(conversation.ended(contactOf(first))).map(Ended::how).contains(Ended.How.INFORMED);
    }

    @Test
    void theOtherIsRungOnceHoweverThatEnds() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        connects(notice, anna);
        messageSent(CONNECTION, 1);
        connections.ended("Anna hung up", caseId, Ending.CALLEE_NO_ANSWER);
        assertAt(caseId, "WaitForContact");
        assertThat(view(notice).canConnect()).isFalse();
        assertThatThrownBy(() -> connects(notice, anna)).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent(CONNECTION)).isEqualTo(1);
    }

    @Test
    void whoIsRungAndDoesNotAnswerIsToldAndThatEndsIt() {
        UUID caseId = reachableBob();
        connects(notice(caseId), anna);
        messageSent(CONNECTION, 1);
        connections.ended("Bob is away", caseId, Ending.CALLER_NO_ANSWER);
        assertBobIsTold(
                caseId,
                "You said that you can be reached. Anna tried to reach you on",
                "because Anna tried to reach you");
    }

    private void assertBobIsTold(UUID caseId, String... texts) {
        OutboundMessage told = messageSent(INFORMATION, 1);
        assertThat(told.personId()).isEqualTo(bob.id());
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isEqualTo(1);
        Letter letter = letter(told.id());
        assertThat(letter.text()).containsIgnoringWhitespaces(texts).doesNotContain("You tried");
        assertThat(letter.text() + letter.html())
                .doesNotContain("46701740605")
                .doesNotContain("anna@example.test")
                .doesNotContain("Mobile");
    }

    @Test
    void whoBlocksTheCallerMeanwhileIsNotRung() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        directory.block(bob.id(), anna.id());
        assertNotOfferedNorDone(notice);
    }

    @Test
    void whoWantsNothingAnyMoreIsNotRung() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        directory.setNever(bob.id(), true);
        assertNotOfferedNorDone(notice);
    }

    @Test
    void whoHasPressedTheKeyForNoMoreOnThatTelephoneIsNotRung() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        optOuts.addByKey(address(bob));
        try {
            assertNotOfferedNorDone(notice);
        } finally {
            optOuts.remove(address(bob), "voice");
        }
    }

    @Test
    void nobodyIsRungInTheirQuietHours() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        preferring(bob, quietNow());
        assertNotOfferedNorDone(notice);
    }

    @Test
    void whoIsInTheirQuietHoursWhenTheySayThatTheyCanBeReachedIsNotToBeRung() {
        UUID caseId = agreed();
        UUID first = notification(caseId, 1);
        preferring(bob, quietNow());
        says(first, Choice.INFORM);
        assertOnlyTold(caseId);
    }

    private Preferences quietNow() {
        LocalTime now = ZonedDateTime.now(bob.timeZone()).toLocalTime();
        return new Preferences(
                false,
                false,
                false,
                Preferences.ReturnCallsTo.CALLING_PHONE,
                Optional.of(new QuietHours(now.minusHours(1), now.plusHours(1))));
    }

    @Test
    void whoWantedToBeConnectedIsNotRungLater() {
        UUID caseId = agreed();
        says(notification(caseId, 1), Choice.CONNECT);
        messageSent(CONNECTION, 1);
        connections.ended("failed", caseId, Ending.FAILED);
        assertOnlyTold(caseId);
    }

    @Test
    void whoCanBeReachedOnNoTelephoneIsNotToBeRung() {
        UUID caseId = agreed();
        UUID mail = bob.devices().stream()
                .filter(device -> device.medium() == Medium.EMAIL)
                .map(Device::id)
                .findFirst()
                .orElseThrow();
        conversation.choose(contactOf(notification(caseId, 1)), Choice.INFORM, Optional.of(mail));
        assertOnlyTold(caseId);
    }

    @Test
    void whereACaseIsOpenTheOtherWayRoundTheCallerIsOnlyTold() {
        UUID caseId = agreed();
        UUID first = notification(caseId, 1);
        calls.failed(
                new FailedCall("other", address(bob), address(anna), Medium.VOICE, Cause.BUSY, Instant.now(), "test"));
        says(first, Choice.INFORM);
        messageSent(INFORMATION, 1);
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isZero();
    }

    @Test
    void aCallThatMayBeSomebodyElsesLetsNobodyDial() {
        preferring(bob, new Preferences(false, true, false));
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);
        says(notification(caseId, 1), Choice.INFORM);
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isZero();
    }

    @Test
    void theNumberThatWasNamedIsTheOneThatRingsOrNone() {
        UUID caseId = reachableBob();
        UUID notice = notice(caseId);
        directory.save(new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                List.of(new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:+46701740999"), "Another"))));
        assertNotOfferedNorDone(notice);
    }

    @Test
    void whoDoesNotUseItInTimeLetsItEnd() {
        UUID caseId = reachableBob();
        notice(caseId);
        timeIsUp(caseId);
        awaitOutcome(caseId, "EXPIRED: callee did not react");
    }

    @Test
    void whoLeavesItIsNotAskedAgain() {
        UUID caseId = reachableBob();
        conversation.choose(contactOf(notice(caseId)), Choice.NOT_NOW, Optional.empty());
        awaitOutcome(caseId, "DECLINED: callee declined");
    }

    @Test
    void whoSaysInTurnThatTheyCanBeReachedLetsTheOtherBeToldAndThatEndsIt() {
        UUID caseId = reachableBob();
        conversation.choose(contactOf(notice(caseId)), Choice.INFORM, Optional.of(voiceOf(anna)));
        assertBobIsTold(caseId, "You said that you can be reached. Since", "Anna can be reached too.");
    }
}
