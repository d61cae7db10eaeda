package io.ringback.engine;

import static io.ringback.delivery.MessageKind.CONNECTION;
import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.LINE;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.cases.Cases;
import io.ringback.cases.NamedTimes;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Connections.Ending;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.Ended;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.failedcall.ToldReason;
import io.ringback.failedcall.Urgency;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.privacy.PersonFiles;
import io.ringback.sealing.SealedAddresses;
import io.ringback.session.LentNumbers;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ContactView;
import io.ringback.wording.Letter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The sample in which a caller who does not answer the returned call is told of it as a callee is. */
class ReturnedCallTest extends SampleDiagramTestBase {

    private static final String WHY = "Can you take the car to Lena?";

    @Autowired
    private Inbox inbox;

    @Autowired
    private Cases cases;

    @Autowired
    private PersonFiles files;

    @Autowired
    private LentNumbers lent;

    @Autowired
    private SealedAddresses addresses;

    ReturnedCallTest() {
        super("returned-call.bpmn");
    }

    @BeforeEach
    void theSwitchAnswers() throws Exception {
        camel.getRouteController().startRoute("switch");
    }

    /** Anna has said yes, Bob asks to be connected, and Anna does not answer. */
    private UUID missedByAnna() {
        UUID caseId = agreed();
        assertThat(says(notification(caseId, 1), Choice.CONNECT)).isEqualTo(Receipt.ACCEPTED);
        return misses(caseId, 1);
    }

    private UUID misses(UUID caseId, int nth) {
        messageSent(CONNECTION, nth);
        connections.ended("connection " + nth, caseId, Ending.CALLER_NO_ANSWER);
        return caseId;
    }

    private void assertInformed(UUID caseId) {
        messageSent(INFORMATION, 1);
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isZero();
        assertThat(sent(NOTIFICATION)).isEqualTo(1);
    }

    @Test
    void whoDidNotAnswerTheReturnedCallGetsTheButtonAndIsConnected() {
        UUID caseId = missedByAnna();

        UUID notice = notification(caseId, 2);
        assertThat(readerOf(notice)).isEqualTo(anna.id());
        assertThat(sent(INFORMATION)).isZero();
        ContactView view = conversation.notice(contactOf(notice)).orElseThrow().view();
        assertThat(view.calleeName()).isEqualTo("Anna");
        assertThat(view.callerName()).isEqualTo("Bob");
        assertThat(view.canConnect()).isTrue();

        assertThat(connects(notice, anna)).isEqualTo(Receipt.ACCEPTED);
        assertThat(messageSent(CONNECTION, 2).personId()).isEqualTo(anna.id());
        connections.ended("last", caseId, Ending.CONNECTED);
        awaitOutcome(caseId, "CONNECTED");
        await().atMost(PATIENCE).untilAsserted(() -> assertOneThing(caseId));
    }

    @Test
    void theNoticeSaysTrulyWhoMissedWhomAndNamesNoAddress() {
        UUID caseId = missedByAnna();
        Letter letter = letter(notification(caseId, 2));
        assertThat(letter.subject()).isEqualTo("Bob called you back");
        assertThat(letter.text()).contains("You tried to reach Bob.").contains("did not reach you");
        assertThat(letter.text() + letter.html()).doesNotContain("46701740606").doesNotContain("bob@example.test");
    }

    @Test
    void afterTwoTurnsTheLastIsToldAndThatEndsIt() {
        UUID caseId = missedByAnna();
        connects(notification(caseId, 2), anna);
        misses(caseId, 2);
        UUID third = notification(caseId, 3);
        assertThat(readerOf(third)).isEqualTo(bob.id());
        assertThat(letter(third).subject()).isEqualTo("Anna called you back");
        assertThat(letter(third).text() + letter(third).html())
                .doesNotContain("46701740605")
                .doesNotContain("anna@example.test");
        connects(third, bob);
        misses(caseId, 3);
        assertThat(messageSent(INFORMATION, 1).personId()).isEqualTo(anna.id());
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isEqualTo(2);
    }

    @Test
    void whoCalledFirstMayBeToldButLearnsNoDevice() {
        UUID caseId = missedByAnna();
        conversation.choose(contactOf(notification(caseId, 2)), Choice.INFORM, Optional.of(voiceOf(anna)));
        UUID told = messageSent(INFORMATION, 1).id();
        assertThat(readerOf(told)).isEqualTo(bob.id());
        awaitOutcome(caseId, "INFORMED");
        assertThat(letter(told).text())
                .containsIgnoringWhitespaces("Anna can be reached again")
                .doesNotContain("Mobile")
                .doesNotContain("46701740605");
    }

    @Test
    void whatWasSentBeforeTheTurnSaysHowItStandsAndDoesNothing() {
        UUID caseId = agreed();
        SessionIdentifier withdraw = received(QUESTION, 1, Purpose.WITHDRAW);
        UUID first = notification(caseId, 1);
        says(first, Choice.CONNECT);
        misses(caseId, 1);
        notification(caseId, 2);

        assertThat(connects(first, bob)).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.withdraw(withdraw)).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.notice(contactOf(first))).isEmpty();
        assertThat(conversation.ended(contactOf(first))).map(Ended::how).contains(Ended.How.RETURNED);
        lost(first);
        assertAt(caseId, "WaitForContact");
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
        assertThat(sent(CONNECTION)).isEqualTo(1);
    }

    @Test
    void whatWasSaidBeforeTheTurnAndIsHandledAfterItIsNotTakenForTheOthersWord() {
        UUID caseId = agreed();
        UUID first = notification(caseId, 1);
        says(first, Choice.CONNECT);
        misses(caseId, 1);
        notification(caseId, 2);
        inbox.receive(new InboundEvent(
                "retried", EventKind.CONTACT, caseId, Map.of("choice", "BLOCK", "message", first.toString())));
        assertAt(caseId, "WaitForContact");
        assertThat(directory.blocked(anna.id(), bob.id())).isEmpty();
    }

    @Test
    void theEndingOfAConnectionThatComesTwiceChangesRolesOnce() {
        UUID caseId = missedByAnna();
        notification(caseId, 2);
        connections.ended("connection 1", caseId, Ending.CALLER_NO_ANSWER);
        connections.ended("another", caseId, Ending.CALLER_NO_ANSWER);
        assertThat(turns(caseId)).isEqualTo(1);
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    @Test
    void aNoticeOfTheReturnedCallThatIsNotDeliveredGoesByTheNextMedium() throws Exception {
        camel.getRouteController().startRoute("sms");
        directory.save(new Person(
                anna.id(),
                anna.name(),
                anna.language(),
                anna.timeZone(),
                anna.preferences(),
                List.of(
                        anna.devices().get(0),
                        anna.devices().get(1),
                        new Device(UUID.randomUUID(), Medium.SMS, address(anna), "Texts"))));
        UUID caseId = missedByAnna();
        lost(notification(caseId, 2));
        assertThat(readerOf(notification(caseId, 3))).isEqualTo(anna.id());
        assertThat(notifiedBy(caseId)).endsWith(Medium.SMS);
    }

    @Test
    void whoWantsNothingOrHasBlockedTheOtherIsNotifiedOfNothing() {
        UUID caseId = agreed();
        says(notification(caseId, 1), Choice.CONNECT);
        directory.block(anna.id(), bob.id());
        misses(caseId, 1);
        assertInformed(caseId);
    }

    @Test
    void whoHasOnlyTheTelephoneThatRangIsToldAsEver() {
        directory.save(new Person(
                anna.id(),
                anna.name(),
                anna.language(),
                anna.timeZone(),
                NOT_ASKED,
                List.of(anna.devices().get(0))));
        UUID caseId = callFails(Cause.BUSY);
        says(notification(caseId, 1), Choice.CONNECT);
        misses(caseId, 1);
        assertAt(caseId, "SendInformationAgain");
        assertThat(turns(caseId)).isZero();
    }

    @Test
    void aCallThatMayBeSomebodyElsesTurnsNothing() {
        preferring(bob, new Preferences(false, true, false));
        UUID caseId = callFailsByCarrier(CallerIdentity.UNVERIFIED);
        says(notification(caseId, 1), Choice.CONNECT);
        misses(caseId, 1);
        awaitOutcome(caseId, "INFORMED");
        assertThat(turns(caseId)).isZero();
    }

    @Test
    void whereACaseIsOpenTheOtherWayRoundTheRolesDoNotChange() {
        UUID caseId = agreed();
        calls.failed(
                new FailedCall("other", address(bob), address(anna), Medium.VOICE, Cause.BUSY, Instant.now(), "test"));
        says(notification(caseId, 1), Choice.CONNECT);
        misses(caseId, 1);
        assertInformed(caseId);
    }

    @Test
    void aCallOfTheTwoMeanwhileEndsItWhoeverCalls() {
        UUID caseId = missedByAnna();
        notification(caseId, 2);
        callAnswered();
        awaitOutcome(caseId, "REACHED_MEANWHILE");
    }

    @Test
    void whoCalledBackAndCallsAgainIsOfTheSameCase() {
        UUID caseId = missedByAnna();
        notification(caseId, 2);
        calls.failed(new FailedCall(
                "again", address(bob), address(anna), Medium.VOICE, Cause.NO_ANSWER, Instant.now(), "test"));
        assertThat(jdbc.sql("select attempts from failed_call_case where id = ?")
                        .param(caseId)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    /** She calls and says why, and misses the call that Bob returns. */
    private UUID saidWhyAndMissed() {
        preferring(anna, NOT_ASKED);
        UUID caseId = ((Accepted.New) calls.failed(new FailedCall(
                                "why", address(anna), address(bob), Medium.VOICE, Cause.BUSY, Instant.now(), "test")
                        .because(ToldReason.of(WHY, Urgency.URGENT))))
                .caseId();
        UUID first = notification(caseId, 1);
        assertThat(letter(first).text()).contains(WHY);
        says(first, Choice.CONNECT);
        return misses(caseId, 1);
    }

    @Test
    void whyAnnaCalledIsNotSaidToHerAsIfItWereBobs() {
        UUID caseId = saidWhyAndMissed();
        UUID notice = notification(caseId, 2);

        assertThat(cases.whyCalled(caseId)).isEqualTo(WhyCalled.UNSAID);
        ContactView view = conversation.notice(contactOf(notice)).orElseThrow().view();
        assertThat(view.why()).isEqualTo(WhyCalled.UNSAID);
        assertThat(letter(notice).text() + letter(notice).html())
                .doesNotContain("Lena")
                .doesNotContain("urgent");
        assertThat(files.read(bob.id()).orElseThrow().cases()).extracting("why").containsOnlyNulls();
        assertThat(jdbc.sql("select opened_urgency from failed_call_case where id = ?")
                        .param(caseId)
                        .query(String.class)
                        .single())
                .as("for replays")
                .isEqualTo("URGENT");
    }

    @Test
    void whatBobSaysWhenHeCallsAgainIsHis() {
        UUID caseId = saidWhyAndMissed();
        notification(caseId, 2);
        calls.failed(
                new FailedCall("again", address(bob), address(anna), Medium.VOICE, Cause.BUSY, Instant.now(), "test")
                        .because(ToldReason.of("The car is at yours", Urgency.NORMAL)));
        assertThat(cases.whyCalled(caseId).line()).map(OneLine::text).contains("The car is at yours");
        assertThat(files.read(bob.id()).orElseThrow().cases()).extracting("why").contains("The car is at yours");
    }

    @Test
    void theLineThatAnnaWritesIsHers() {
        UUID caseId = missedByAnna();
        UUID first = notification(caseId, 1);
        UUID notice = notification(caseId, 2);
        assertThat(conversation.notice(contactOf(notice)).orElseThrow().view().canWrite())
                .isTrue();

        assertThat(conversation
                        .write(contactOf(notice), OneLine.of("Call me at six"))
                        .receipt())
                .isEqualTo(Receipt.ACCEPTED);

        UUID told = messageSent(INFORMATION, 1).id();
        awaitOutcome(caseId, "INFORMED");
        assertThat(readerOf(told)).isEqualTo(bob.id());
        assertThat(letter(told).text()).contains("Anna has written to you:", "Call me at six");
        assertThat(conversation.ended(contactOf(notice))).map(Ended::how).contains(Ended.How.ANSWERED);
        assertThat(conversation.ended(contactOf(first))).map(Ended::how).contains(Ended.How.OVER);

        SessionIdentifier back = received(INFORMATION, 1, Purpose.LINE);
        assertThat(conversation.writeBack(back, OneLine.of("I will")).receipt()).isEqualTo(Receipt.ACCEPTED);
        UUID line = messageSent(LINE, 1).id();
        assertThat(readerOf(line)).isEqualTo(anna.id());
        assertThat(letter(line).text()).contains("Bob has written to you:", "I will");
        assertThat(files.read(anna.id()).orElseThrow().cases())
                .extracting("line")
                .containsExactly("Call me at six");
        assertThat(files.read(bob.id()).orElseThrow().cases())
                .extracting("line")
                .containsExactly("I will");
    }

    @Test
    void whoHasAnsweredInWordsHasChangedNoRoles() {
        UUID caseId = agreed();
        says(notification(caseId, 1), Choice.CONNECT);
        messageSent(CONNECTION, 1);
        jdbc.sql("update failed_call_case set callee_line_sealed = ? where id = ?")
                .params(
                        addresses.seal(
                                cases.sealedColumns()
                                        .filter(column -> column.name().endsWith("callee_line_sealed"))
                                        .findFirst()
                                        .orElseThrow(),
                                caseId,
                                "Later"),
                        caseId)
                .update();
        misses(caseId, 1);
        assertInformed(caseId);
    }

    @Test
    void timesAndNumbersOfBeforeTheTurnAreOver() {
        UUID caseId = agreed();
        UUID first = notification(caseId, 1);
        jdbc.sql("insert into lent_number (number, message_id) values ('+46101000077', ?)"
                        + " on conflict (number) do update set message_id = excluded.message_id, used_at = null")
                .param(first)
                .update();
        says(first, Choice.CONNECT);
        jdbc.sql("update failed_call_case set times_named = 5, call_at = now() + interval '10 minutes' where id = ?")
                .param(caseId)
                .update();
        assertThat(lent.lentAs("+46101000077").orElseThrow().used()).isFalse();

        misses(caseId, 1);
        notification(caseId, 2);

        assertThat(cases.namedTimes(caseId)).isEqualTo(NamedTimes.NONE);
        assertThat(lent.lentAs("+46101000077").orElseThrow().used()).isTrue();
        connects(notification(caseId, 2), anna);
        misses(caseId, 2);
        assertThat(readerOf(notification(caseId, 3))).isEqualTo(bob.id());
        assertThat(lent.lentAs("+46101000077").orElseThrow().used())
                .as("although Bob is the callee again")
                .isTrue();
    }
}
