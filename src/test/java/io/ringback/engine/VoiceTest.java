package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.OFFER;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.CallEvents.Accepted;
import io.ringback.failedcall.Cause;
import io.ringback.failedcall.FailedCall;
import io.ringback.session.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Voice: the question in the failed call itself, and who is called for a message, and where. */
class VoiceTest extends ProcessTestBase {

    private static final Preferences ASK_NOBODY = new Preferences(true, false, false);
    private static final String ID = "call-1";

    @Autowired
    private MessageReports deliveries;

    @BeforeEach
    void somethingSpeaks() throws Exception {
        camel.getRouteController().startRoute("voice");
        parts = 1;
    }

    // On the spot
    // ---------------------------------------------------------------------------------------------------------

    /** Anna's call to Bob failed, and she has not hung up. */
    private UUID callFailsWithAnnaOnTheLine() {
        HELD.add(ID);
        return callFails(ID, Cause.BUSY);
    }

    private OutboundMessage offered() {
        callFailsWithAnnaOnTheLine();
        OutboundMessage offer = messageSent(OFFER, 1);
        await().until(() -> stateOf(offer).equals("SENT"));
        return offer;
    }

    private Receipt presses(OutboundMessage offer, Answer answer) {
        return conversation.answer("voice:" + offer.id() + ":key", offer.id(), answer);
    }

    private String stateOf(OutboundMessage message) {
        return jdbc.sql("select state from outbound_message where id = ?")
                .param(message.id())
                .query(String.class)
                .single();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> body(OutboundMessage message) {
        return (Map<String, String>) BODIES.get(message.id());
    }

    private List<String> journal(UUID caseId, String step) {
        return jdbc.sql("select concat_ws(' ', medium, result) from journal where case_id = ? and step = ? order by id")
                .params(caseId, step)
                .query(String.class)
                .list();
    }

    @Test
    void aCallerOnTheLineIsAskedThereAndTheCallIsKeptForTheCase() {
        UUID caseId = callFailsWithAnnaOnTheLine();

        OutboundMessage offer = messageSent(OFFER, 1);
        assertThat(offer.medium()).isEqualTo(Medium.VOICE);
        assertThat(offer.personId()).isEqualTo(anna.id());
        assertThat(offer.deviceId()).as("the telephone she holds").isEqualTo(voiceOf(anna));
        assertThat(KEPT).containsEntry(ID, caseId);
        assertThat(outcome(caseId)).isEqualTo("ASKING_CALLER");
        assertThat(body(offer)).containsEntry("kind", "OFFER").containsEntry("name", "Bob");
        await().until(() -> journal(caseId, "OFFER").equals(List.of("VOICE WRITTEN", "VOICE SENT")));
        assertThat(sent(QUESTION)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"YES, false", "ALWAYS, true"})
    void oneKeyNotifiesAtOnceAndNothingIsAskedInWriting(Answer key, boolean always) {
        OutboundMessage offer = offered();

        assertThat(presses(offer, key)).isEqualTo(Receipt.ACCEPTED);

        messageSent(NOTIFICATION, 1);
        assertThat(sent(QUESTION)).isZero();
        assertThat(directory.find(anna.id()).orElseThrow().preferences().alwaysNotifyForMe())
                .isEqualTo(always);
        assertThat(presses(offer, key)).as("again").isEqualTo(Receipt.ACCEPTED);
        assertThat(sent(NOTIFICATION)).isOne();
    }

    @Test
    void whoSaysYesOnTheSpotCanWithdrawIt() {
        OutboundMessage offer = offered();
        presses(offer, Answer.YES);
        messageSent(NOTIFICATION, 1);

        assertThat(conversation.withdraw(received(OFFER, 1, Purpose.WITHDRAW))).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(offer.caseId(), "DECLINED: caller withdrew");
    }

    @Test
    void noKeyIsNo() {
        OutboundMessage offer = offered();

        presses(offer, Answer.NO);

        awaitOutcome(offer.caseId(), "DECLINED: caller said no");
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void whoHeardTheQuestionAndSaidNothingHasSaidNoAsTheTableHasIt() {
        OutboundMessage offer = offered();

        assertThat(conversation.saidNothing("voice:1:key", offer.id())).isEqualTo(Receipt.ACCEPTED);

        awaitOutcome(offer.caseId(), "DECLINED: caller said no");
        assertThat(journal(offer.caseId(), "CALLER_ANSWERED")).containsExactly("VOICE NOTHING");
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void orIsAskedInWritingAndNeverHasSaidYes() {
        OutboundMessage offer = offered();
        runtime.setVariable(processOf(offer.caseId()), "silence", "IN_WRITING");

        conversation.saidNothing("voice:1:key", offer.id());

        messageSent(QUESTION, 1);
        assertThat(outcome(offer.caseId())).isEqualTo("ASKING_CALLER");
        assertThat(sent(NOTIFICATION)).isZero();
        assertThat(presses(offer, Answer.YES)).as("too late, by the old call").isEqualTo(Receipt.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"YES", "NO"})
    void aKeyIsNeverTakenForSilence(Answer key) {
        OutboundMessage offer = offered();
        runtime.setVariable(processOf(offer.caseId()), "silence", "IN_WRITING");

        presses(offer, key);

        await().until(() ->
                outcome(offer.caseId()).equals(key == Answer.NO ? "DECLINED: caller said no" : "WAITING_FOR_CALLEE"));
        assertThat(sent(QUESTION)).isZero();
    }

    @Test
    void whoCouldNotBeAskedOnTheSpotIsAskedInWritingAndOnce() {
        OutboundMessage offer = offered();

        deliveries.failed("voice:1", offer.id(), "The caller hung up before the question.");
        deliveries.failed("voice:2", offer.id(), "The caller hung up before the question.");

        OutboundMessage question = messageSent(QUESTION, 1);
        assertThat(question.medium()).isEqualTo(Medium.EMAIL);
        assertThat(sent(QUESTION)).isOne();
        conversation.answer(received(QUESTION, 1, Purpose.ANSWER), Answer.YES);
        messageSent(NOTIFICATION, 1);
    }

    @Test
    void aCallThatIsHeldNoMoreIsAskedAboutInWriting() {
        refusal = new CannotBeDelivered("The call is not held here.");
        refused = message -> message.kind() == OFFER;

        UUID caseId = callFailsWithAnnaOnTheLine();

        messageSent(QUESTION, 1);
        assertThat(journal(caseId, "OFFER")).containsExactly("VOICE WRITTEN", "VOICE FAILED");
        assertThat(outcome(caseId)).isEqualTo("ASKING_CALLER");
    }

    @Test
    void whenNothingIsHeardTheQuestionIsWrittenAndNothingThatComesLaterDisturbsIt() {
        OutboundMessage offer = offered();

        timerFires(offer.caseId());

        messageSent(QUESTION, 1);
        deliveries.failed("voice:late", offer.id(), "The node died.");
        assertThat(jdbc.sql("select state from inbound_event where id = 'voice:late'")
                        .query(String.class)
                        .single())
                .isEqualTo("LATE");
        assertThat(sent(QUESTION)).as("the first is being waited for").isOne();
        assertThat(outcome(offer.caseId())).isEqualTo("ASKING_CALLER");
    }

    @Test
    void theCaseEndsIfTheTwoTalkMeanwhile() {
        OutboundMessage offer = offered();

        callAnswered();

        awaitOutcome(offer.caseId(), "REACHED_MEANWHILE");
        assertThat(presses(offer, Answer.YES)).isEqualTo(Receipt.CLOSED);
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void whoCallsAgainMeanwhileIsPartOfTheOpenCaseAndNotAskedTwice() {
        OutboundMessage offer = offered();
        HELD.add("call-2");

        UUID second = callFails("call-2", Cause.BUSY);

        awaitOutcome(second, "JOINED");
        assertThat(KEPT).doesNotContainKey("call-2");
        assertThat(jdbc.sql("select detail from journal where case_id = ? and step = 'CALLED_AGAIN'")
                        .param(offer.caseId())
                        .query(String.class)
                        .list())
                .containsExactly("no new question: the first one is not answered yet");
        assertThat(sent(OFFER)).isOne();
        presses(offer, Answer.NO);
        awaitOutcome(offer.caseId(), "DECLINED: caller said no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hung up", "text-only", "opted out", "need not be asked"})
    void whoCannotOrNeedNotBeAskedOnTheSpotIsNot(String why) {
        switch (why) {
            case "hung up" -> HELD.clear();
            case "text-only" ->
                jdbc.sql("update device set text_only = true where id = ?")
                        .param(voiceOf(anna))
                        .update();
            case "opted out" ->
                jdbc.sql("insert into opt_out (address_hash, sender, since) values (?, '+46700', now())")
                        .param(hash(address(anna)))
                        .update();
            default -> preferring(anna, ASK_NOBODY);
        }
        if (!why.equals("hung up")) {
            HELD.add(ID);
        }

        callFails(ID, Cause.BUSY);

        messageSent(why.equals("need not be asked") ? NOTIFICATION : QUESTION, 1);
        assertThat(sent(OFFER)).isZero();
        assertThat(KEPT).isEmpty();
    }

    // Who is called
    // -------------------------------------------------------------------------------------------------------

    private Person has(Person person, Preferences preferences, Device... devices) {
        Person saved = new Person(
                person.id(), person.name(), person.language(), person.timeZone(), preferences, List.of(devices));
        directory.save(saved);
        if (person.id().equals(anna.id())) {
            anna = saved;
        } else {
            bob = saved;
        }
        return saved;
    }

    private static Device device(Medium medium, String address) {
        return new Device(UUID.randomUUID(), medium, new Address(address), medium + " " + address);
    }

    private static Device phone(String address) {
        return device(Medium.VOICE, address);
    }

    private UUID callTo(String callee) {
        Accepted accepted = calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                address(anna),
                new Address(callee),
                Medium.VOICE,
                Cause.NO_ANSWER,
                Instant.now(),
                "test"));
        return ((Accepted.New) accepted).caseId();
    }

    private void fails(MessageKind kind, int nth) {
        deliveries.failed("voice:" + kind + nth, messageSent(kind, nth).id(), "as asked");
    }

    @Test
    void whoPrefersToBeCalledIsStillWrittenToFirst() {
        has(anna, Preferences.UNSET, phone("tel:+46701740605"), device(Medium.EMAIL, "mailto:anna@example.test"));

        callFails(Cause.BUSY);
        assertThat(messageSent(QUESTION, 1).medium()).isEqualTo(Medium.EMAIL);
        fails(QUESTION, 1);

        assertThat(messageSent(QUESTION, 2).medium()).as("nothing else is left").isEqualTo(Medium.VOICE);
    }

    @Test
    void aCalleeIsCalledOnAnotherTelephoneThanTheOneThatFailedAndOnlyAtLast() {
        Device other = phone("tel:+46701740607");
        has(
                bob,
                Preferences.UNSET,
                phone("tel:+46701740606"),
                other,
                device(Medium.EMAIL, "mailto:bob@example.test"),
                phone("sip:bob@elsewhere.example"));
        preferring(anna, ASK_NOBODY);

        UUID caseId = callTo("sip:+46701740606@switch.example");
        assertThat(messageSent(NOTIFICATION, 1).medium()).isEqualTo(Medium.EMAIL);
        fails(NOTIFICATION, 1);
        assertThat(messageSent(NOTIFICATION, 2).deviceId()).isEqualTo(other.id());
        fails(NOTIFICATION, 2);

        // The telephone that failed, in another spelling, and one that may not be called are left.
        assertThat(jobsOf(caseId)).as("an operator is asked").isOne();
        assertThat(sent(NOTIFICATION)).isEqualTo(2);
    }

    private long jobsOf(UUID caseId) {
        return management
                .createJobQuery()
                .processInstanceId(processOf(caseId))
                .messages()
                .count();
    }

    @Test
    void aCalleeWithOneTelephoneAndNothingElseIsNotCalledOnIt() {
        has(bob, Preferences.UNSET, phone("tel:+46701740606"));
        preferring(anna, ASK_NOBODY);

        UUID caseId = callTo("tel:+46701740606");

        assertThat(jobsOf(caseId)).as("an operator is asked").isOne();
        assertThat(sent(NOTIFICATION)).isZero();
    }

    @Test
    void afterAMailThatFailedTheCalleeIsCalled() {
        has(bob, Preferences.UNSET, phone("tel:+46701740606"), device(Medium.EMAIL, "mailto:bob@example.test"));
        preferring(anna, ASK_NOBODY);

        calls.failed(new FailedCall(
                UUID.randomUUID().toString(),
                new Address("mailto:anna@example.test"),
                new Address("mailto:bob@example.test"),
                Medium.EMAIL,
                Cause.UNDELIVERABLE,
                Instant.now(),
                "test"));

        assertThat(messageSent(NOTIFICATION, 1).medium()).isEqualTo(Medium.VOICE);
    }

    @Test
    void aTelephoneThatMayNotBeCalledIsNoWayToTellAnybody() {
        has(anna, Preferences.UNSET, phone("tel:+46900123456"));

        UUID caseId = callFails(Cause.BUSY);

        assertThat(jobsOf(caseId)).as("an operator is asked").isOne();
        assertThat(sent(QUESTION)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionIsOfferedWhereOneCanBeMadeAndGoesToTheTelephoneThatWasCalled(boolean offered) throws Exception {
        has(bob, Preferences.UNSET, phone("tel:+46701740606"), phone("tel:+46701740607"));
        preferring(anna, ASK_NOBODY);
        if (offered) {
            camel.getRouteController().startRoute("switch");
        }

        callTo("tel:+46701740606");

        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        assertThat(body(notice)).containsEntry("connect", Boolean.toString(offered));
        if (offered) {
            assertThat(conversation.choose("voice:1:key", notice.id(), Choice.CONNECT))
                    .isEqualTo(Receipt.ACCEPTED);
            assertThat(messageSent(MessageKind.CONNECTION, 1).deviceId()).isEqualTo(notice.deviceId());
        }
    }

    @Test
    void informationThatWasHeardEndsTheCase() {
        has(anna, ASK_NOBODY, phone("tel:+46701740605"));

        UUID caseId = callFails(Cause.BUSY);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        conversation.choose("voice:1:key", notice.id(), Choice.INFORM);
        OutboundMessage information = messageSent(INFORMATION, 1);
        assertThat(information.medium()).isEqualTo(Medium.VOICE);
        await().until(() -> stateOf(information).equals("SENT"));

        deliveries.delivered("voice:1", information.id());

        awaitOutcome(caseId, "INFORMED");
    }
}
