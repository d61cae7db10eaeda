package io.ringback.texting;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.ProcessOnPaper.Told;
import io.ringback.Spine;
import io.ringback.Spine.Setting;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Conversation;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.ReplyWords;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.texting.ReceivedTexts.ReceivedText;
import io.ringback.wording.ConnectPolicy;
import io.ringback.wording.Contents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bob is told of a call and answers in words when he wants to be called. */
class TimesInRepliesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final String SENDER = Spine.SENDERS.get(0);
    private static final Setting WITHIN = new Setting("ringback.call-later.within", "30m");

    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device mobile = PeopleAndCases.device(Medium.SMS, "tel:+46701740606");
    private final Device mail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private Person bob;
    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        bob = rows.person("Bob", mobile, mail, PeopleAndCases.device(Medium.VOICE, "tel:+46812121212"));
        start(WITHIN);
    }

    private void start(Setting... settings) {
        List<Object> standIns = new ArrayList<>(List.of(settings));
        standIns.addAll(List.of(process, smsc(), (ConnectPolicy) caseId -> true));
        spine = Spine.from("texting", DATABASE, standIns.toArray());
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @ParameterizedTest
    @CsvSource({"in 10 minutes, 10", "'Om en kvart, tack', 15", "in 20 Minuten, 20", "Call me in half an hour, 30"})
    void aTextNamesTheTimeAndTheCaseWaitsForIt(String text, int minutes) {
        RunningCase running = notifiedBy(mobile);

        text("1", text);
        text("1", text);

        assertNamed(running, Duration.ofMinutes(minutes));
        assertThat(rows.messages(MessageKind.ASK_BACK)).isZero();
    }

    @Test
    void theLinkIsNotUsedUpAndALaterReplyMayChooseOtherwise() {
        RunningCase running = notifiedBy(mobile);

        text("1", "in 10 minutes");
        text("2", "no");

        assertThat(process.told())
                .extracting(Told::message)
                .containsExactly(CaseMessage.TIME_NAMED, CaseMessage.CONTACT_MEANS_USED);
        assertThat(process.told()).extracting(Told::caseId).containsOnly(running.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"in 31 minutes", "in an hour", "in 10 or 20 minutes", "later", "in a bit"})
    void whatIsNotSoonOrNotCertainIsAskedBackAndChangesNothing(String text) {
        notifiedBy(mobile);

        text("1", text);

        assertThat(process.told()).isEmpty();
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void whereNoTimesAreOfferedItIsAskedBackAsBefore() {
        spine.close();
        start();
        notifiedBy(mobile);

        text("1", "in 10 minutes");

        assertThat(process.told()).isEmpty();
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void inQuietHoursAnybodyMightHaveWrittenItSoItIsAskedBack() {
        spine.close();
        start(WITHIN, new Setting("ringback.quiet-hours", "00:00-23:59"));
        notifiedBy(mobile);

        text("1", "in 10 minutes");

        assertThat(process.told()).isEmpty();
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void whoIsAskedAQuestionNamesNoTime() {
        RunningCase running = rows.openCase(anna(), bob, CaseState.ASKING_CALLER);
        sent(running, MessageKind.QUESTION, Purpose.ANSWER, mobile);

        text("1", "in 10 minutes");

        assertThat(process.told()).isEmpty();
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    @Test
    void afterFiveTimesNoMoreIsTaken() {
        notifiedBy(mobile);

        for (int time = 0; time < 6; time++) {
            text("text " + time, "in 10 minutes");
        }

        assertThat(process.told()).hasSize(5);
    }

    @Test
    void whoWritesFromAnotherDeviceNamesNone() {
        notifiedBy(mobile);

        spine.the(ReceivedTexts.class)
                .receive(new ReceivedText(
                        "1", Medium.SMS, new Address("tel:+46701740699"), SENDER, "in 10 minutes", Optional.empty()));

        assertThat(process.told()).isEmpty();
    }

    @Test
    void aLetterIsAnsweredSoTooByWhomItWasWrittenToAlone() {
        RunningCase running = rows.openCase(anna(), bob, CaseState.WAITING_FOR_CALLEE);
        OutboundMessage letter = sent(running, MessageKind.NOTIFICATION, Purpose.CONTACT, mail);

        assertThat(reply("mail:1", letter, "mailto:eve@example.com", "in 10 minutes"))
                .isEqualTo(Receipt.CLOSED);
        assertThat(process.told()).isEmpty();
        assertThat(reply("mail:2", letter, "mailto:bob@example.com", "in 10 minutes"))
                .isEqualTo(Receipt.ACCEPTED);
        assertNamed(running, Duration.ofMinutes(10));
        assertThat(reply("mail:3", letter, "mailto:bob@example.com", "in an hour"))
                .isEqualTo(Receipt.CLOSED);
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
    }

    private Person anna() {
        return rows.person("Anna", PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com"));
    }

    private Receipt reply(String id, OutboundMessage letter, String from, String text) {
        return spine.the(Conversation.class)
                .replyWithTime(
                        id,
                        letter.id(),
                        new Address(from),
                        ReplyWords.time(text).orElseThrow(),
                        MailThread.NONE);
    }

    private void assertNamed(RunningCase running, Duration in) {
        assertThat(process.told()).singleElement().satisfies(told -> {
            assertThat(told.caseId()).isEqualTo(running.id());
            assertThat(told.message()).isEqualTo(CaseMessage.TIME_NAMED);
            assertThat(Duration.parse((String) told.facts().get("untilThen"))).isBetween(in.minusMinutes(1), in);
        });
    }

    private RunningCase notifiedBy(Device device) {
        RunningCase running = rows.openCase(anna(), bob, CaseState.WAITING_FOR_CALLEE);
        sent(running, MessageKind.NOTIFICATION, Purpose.CONTACT, device);
        return running;
    }

    private OutboundMessage sent(RunningCase running, MessageKind kind, Purpose purpose, Device device) {
        OutboundMessage message = rows.sent(running, kind, bob, device);
        spine.the(Grants.class)
                .give(message.id(), List.of(new Grant(purpose, Instant.now().plus(Duration.ofHours(1)))));
        if (device == mobile) {
            spine.the(SenderPool.class)
                    .senderOf(message, spine.the(Contents.class).of(message));
        }
        return message;
    }

    private void text(String id, String text) {
        spine.the(ReceivedTexts.class)
                .receive(new ReceivedText(id, Medium.SMS, mobile.address(), SENDER, text, Optional.empty()));
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
