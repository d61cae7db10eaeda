package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.ProcessOnPaper.Told;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.reach.OptOuts;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.texting.ReceivedTexts.ReceivedText;
import io.ringback.texting.SenderPool.Sender;
import io.ringback.wording.ConnectPolicy;
import io.ringback.wording.Contents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anna, Carl and Dora called Bob in vain. Bob is told by SMS from two senders, and what he writes back means one of them. */
class ReceivedTextsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final String FIRST = Spine.SENDERS.get(0);
    private static final String SECOND = Spine.SENDERS.get(1);

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device mobile = PeopleAndCases.device(Medium.SMS, "tel:+46701740606");

    private Person bob;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        bob = rows.person("Bob", mobile);
        spine = Spine.from("texting", DATABASE, process, smsc(), (ConnectPolicy) caseId -> true);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void eachOfTwoCasesHasASenderOfItsOwnAndTheThirdACode() {
        assertThat(notifiedOf("Anna").sender).isEqualTo(new Sender(FIRST, Optional.empty()));
        assertThat(notifiedOf("Carl").sender).isEqualTo(new Sender(SECOND, Optional.empty()));
        assertThat(notifiedOf("Dora").sender).isEqualTo(new Sender(FIRST, Optional.of(2)));
    }

    @Test
    void aMessageKeepsItsSenderAndTheNextOneInItsCaseHasTheSame() {
        Notified anna = notifiedOf("Anna");
        Sender again = senderOf(anna.message);
        OutboundMessage next = rows.sent(anna.running, MessageKind.NOTIFICATION, bob, mobile);

        assertThat(again).isEqualTo(anna.sender);
        assertThat(senderOf(next)).isEqualTo(anna.sender);
    }

    @Test
    void aReplyMeansTheOneMessageThatWaitsAtThatSender() {
        notifiedOf("Anna");
        Notified carl = notifiedOf("Carl");

        text("1", SECOND, "Ja tack");

        assertThat(process.told()).containsExactly(informs(carl));
    }

    @Test
    void aTextThatComesTwiceTakesEffectOnce() {
        Notified anna = notifiedOf("Anna");

        text("1", FIRST, "yes");
        text("1", FIRST, "yes");

        assertThat(process.told()).containsExactly(informs(anna));
        assertThat(rows.messages(MessageKind.CLOSING)).isZero();
    }

    @Test
    void ofSeveralThatWaitAtOneSenderTheCodeSaysWhich() {
        notifiedOf("Anna");
        notifiedOf("Carl");
        Notified dora = notifiedOf("Dora");

        text("1", FIRST, "2 yes");

        assertThat(process.told()).containsExactly(informs(dora));
    }

    @Test
    void withoutACodeTheAuthorIsAskedBackAndNothingTakesEffect() {
        notifiedOf("Anna");
        notifiedOf("Carl");
        notifiedOf("Dora");

        text("1", FIRST, "yes");

        assertThat(process.told()).isEmpty();
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void whoeverWritesFromAnotherDeviceAnswersNothing() {
        notifiedOf("Anna");

        spine.the(ReceivedTexts.class)
                .receive(new ReceivedText(
                        "1", Medium.SMS, new Address("tel:+46701740699"), FIRST, "yes", Optional.empty()));

        assertThat(process.told()).isEmpty();
    }

    @Test
    void aReplyToACaseThatWasAnsweredIsTooLateAndItsAuthorIsToldOnce() {
        Notified anna = notifiedOf("Anna");
        text("1", FIRST, "no");

        text("2", FIRST, "yes");
        text("3", FIRST, "yes!");

        assertThat(process.told()).hasSize(1);
        assertThat(process.told().get(0).caseId()).isEqualTo(anna.running.id());
        assertThat(rows.messages(MessageKind.CLOSING)).isEqualTo(1);
    }

    @Test
    void aCorrectionOfWhatWasAskedBackIsTheAnswer() {
        Notified anna = notifiedOf("Anna");
        text("1", FIRST, "yse");
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);

        correction("2", "yes");

        assertThat(process.told()).containsExactly(informs(anna));
    }

    @Test
    void aCorrectionOfAnAnswerThatWasTakenIsTooLateAndItsAuthorIsTold() {
        Notified anna = notifiedOf("Anna");
        text("1", FIRST, "yes");

        correction("2", "no");

        assertThat(process.told()).containsExactly(informs(anna));
        assertThat(rows.messages(MessageKind.CLOSING)).isEqualTo(1);
    }

    @Test
    void aCorrectionOfAnAnswerThatWasTakenIsNoAnswerToWhatWaitsNow() {
        Notified anna = notifiedOf("Anna");
        notifiedOf("Carl");
        notifiedOf("Dora");
        text("1", FIRST, "1 no");

        correction("2", "yes");

        assertThat(process.told()).containsExactly(chose(anna, "NOT_NOW"));
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void aCorrectionOfWhatNamedNoCaseMayNameOne() {
        notifiedOf("Anna");
        notifiedOf("Carl");
        Notified dora = notifiedOf("Dora");
        text("1", FIRST, "yes");
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);

        correction("2", "2 yes");

        assertThat(process.told()).containsExactly(informs(dora));
    }

    @Test
    void stopEndsTextsToThatNumberIsConfirmedOnceAndDeclinesWhatWaits() {
        Notified anna = notifiedOf("Anna");
        Notified carl = notifiedOf("Carl");

        text("1", FIRST, "STOP");
        text("2", FIRST, "Stop.");

        assertThat(hasStopped(FIRST)).isTrue();
        assertThat(rows.again(bob).preferences().never()).isFalse();
        assertThat(rows.messages(MessageKind.STOPPED)).isEqualTo(1);
        await().until(
                        () -> jdbc.sql("select count(*) from inbound_event where state = 'WAITING'")
                                .query(Long.class)
                                .single(),
                        waiting -> waiting == 0);
        assertThat(process.told()).containsExactlyInAnyOrder(chose(anna, "NOT_NOW"), chose(carl, "NOT_NOW"));
    }

    @Test
    void startBringsMessagesBackUnlessStopWasSaidToAnotherSenderToo() {
        notifiedOf("Anna");
        text("1", FIRST, "STOP");
        text("2", SECOND, "STOP");

        text("3", FIRST, "START");
        assertThat(hasStopped(FIRST)).isFalse();
        assertThat(hasStopped(SECOND)).isTrue();

        text("4", SECOND, "START");
        assertThat(hasStopped(SECOND)).isFalse();
    }

    private boolean hasStopped(String sender) {
        return spine.the(OptOuts.class).has(mobile.address(), SenderAddress.normal(sender));
    }

    /** A message from a sender that Bob has not answered. */
    private record Notified(RunningCase running, OutboundMessage message, Sender sender) {}

    private Notified notifiedOf(String caller) {
        Person person = rows.person(caller, PeopleAndCases.device(Medium.EMAIL, "mailto:" + caller + "@example.com"));
        RunningCase running = rows.openCase(person, bob, CaseState.WAITING_FOR_CALLEE);
        OutboundMessage message = rows.sent(running, MessageKind.NOTIFICATION, bob, mobile);
        Grant contact = new Grant(Purpose.CONTACT, Instant.now().plus(Duration.ofHours(1)));
        spine.the(Grants.class).give(message.id(), List.of(contact));
        return new Notified(running, message, senderOf(message));
    }

    private Sender senderOf(OutboundMessage message) {
        return spine.the(SenderPool.class)
                .senderOf(message, spine.the(Contents.class).of(message));
    }

    private void text(String id, String to, String text) {
        spine.the(ReceivedTexts.class)
                .receive(new ReceivedText(id, Medium.SMS, mobile.address(), to, text, Optional.empty()));
    }

    private void correction(String id, String text) {
        spine.the(ReceivedTexts.class)
                .receive(new ReceivedText(id, Medium.SMS, mobile.address(), FIRST, text, Optional.empty(), true));
    }

    private static Told informs(Notified notified) {
        return chose(notified, "INFORM");
    }

    private static Told chose(Notified notified, String choice) {
        return new Told(notified.running.id(), CaseMessage.CONTACT_MEANS_USED, Map.of("choice", choice));
    }

    private static RouteBuilder smsc() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send-sms").process(exchange -> {});
            }
        };
    }
}
