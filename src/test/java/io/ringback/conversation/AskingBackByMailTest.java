package io.ringback.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.SealedDevice;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.ConnectPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A reply by mail that does not say for certain what is to be done is asked back, once for each letter. */
class AskingBackByMailTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final MailThread THREAD = new MailThread("<2@a.example>", "<1@r.example> <2@a.example>");

    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final ProcessOnPaper process = new ProcessOnPaper();
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");
    private final Device bobsMail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private Person anna;
    private Person bob;
    private Spine spine;
    private Conversation conversation;

    @BeforeEach
    void open() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", PeopleAndCases.device(Medium.SMS, "tel:+46701740606"), bobsMail);
        spine = Spine.from("conversation", DATABASE, process, (ConnectPolicy) caseId -> true);
        conversation = spine.the(Conversation.class);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @ParameterizedTest
    @CsvSource({"QUESTION, NONE", "QUESTION, REACHABLE", "NOTIFICATION, NONE"})
    void whatAnswersNothingIsAskedBackOnceWhereTheLetterWent(MessageKind kind, ReplyWord word) {
        UUID letter = written(kind);

        for (String event : List.of("mail:1", "mail:1", "mail:2", "mail:3")) {
            assertThat(reply(event, letter, word)).isEqualTo(Receipt.CLOSED);
        }

        assertThat(process.told()).isEmpty();
        assertThat(DATABASE.jdbc()
                        .sql("select kind || ' ' || person_id from outbound_message where kind = 'ASK_BACK'")
                        .query(String.class)
                        .list())
                .containsExactly("ASK_BACK " + reader(kind).id());
        assertThat(journal())
                .containsExactlyInAnyOrder("NOT_UNDERSTOOD", "NOT_UNDERSTOOD", "NOT_UNDERSTOOD", "ASK_BACK");
        assertThat(spine.the(SentMessages.class).askedBack(askBack()))
                .contains(new AskedBack(letter, THREAD, AskedBack.Why.NOT_UNDERSTOOD));
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageKind.class,
            names = {"QUESTION", "NOTIFICATION"})
    void aReplyToTheLetterThatAskedBackAnswersTheOneThatItAskedAbout(MessageKind kind) {
        UUID letter = written(kind);
        reply("mail:1", letter, ReplyWord.NONE);
        UUID asked = askBack();

        assertThat(reply("mail:2", asked, ReplyWord.NONE)).isEqualTo(Receipt.CLOSED);
        assertThat(rows.messages(MessageKind.ASK_BACK)).isEqualTo(1);
        assertThat(conversation.reply("mail:3", asked, new Address("mailto:eve@example.com"), ReplyWord.YES, THREAD))
                .isEqualTo(Receipt.CLOSED);
        assertThat(reply("mail:4", asked, ReplyWord.NO)).isEqualTo(Receipt.ACCEPTED);
        assertThat(process.told()).hasSize(1);
    }

    @Test
    void aStrangerIsNotAskedBack() {
        UUID question = written(MessageKind.QUESTION);

        conversation.reply("mail:1", question, bobsMail.address(), ReplyWord.NONE, THREAD);
        conversation.reply("mail:2", session(question), bobsMail.address(), ReplyWord.NONE, THREAD);

        assertThat(rows.messages(MessageKind.ASK_BACK)).isZero();
    }

    @Test
    void whoIsNotUnderstoodWhenTheCaseHasMovedOnIsToldThatItIsOver() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        UUID question = written(running, MessageKind.QUESTION);
        rows.move(running, CaseState.WAITING_FOR_CALLEE);

        reply("mail:1", question, ReplyWord.NONE);

        assertThat(rows.messages(MessageKind.ASK_BACK)).isZero();
        assertThat(rows.messages(MessageKind.CLOSING)).isEqualTo(1);
    }

    @Test
    void stopEndsMessagesWhateverBecameOfTheLetter() {
        RunningCase running = rows.openCase(anna, bob, CaseState.INFORMING_CALLER);
        UUID information =
                rows.sent(running, MessageKind.INFORMATION, anna, annasMail).id();

        conversation.reply("mail:1", information, bobsMail.address(), ReplyWord.STOP, THREAD);
        assertThat(rows.again(anna).preferences().never()).isFalse();

        reply("mail:2", information, ReplyWord.STOP);
        assertThat(rows.again(anna).preferences().never()).isTrue();
    }

    private Receipt reply(String event, UUID letter, ReplyWord word) {
        Address reader = DATABASE.jdbc()
                .sql(
                        "select d.id, d.address_sealed from outbound_message m join device d on d.id = m.device_id where m.id = ?")
                .param(letter)
                .query((row, number) -> SealedDevice.open(
                        DATABASE.addresses(), row.getObject("id", UUID.class), row.getBytes("address_sealed")))
                .single();
        return conversation.reply(event, letter, reader, word, THREAD);
    }

    private UUID written(MessageKind kind) {
        boolean question = kind == MessageKind.QUESTION;
        return written(
                rows.openCase(anna, bob, question ? CaseState.ASKING_CALLER : CaseState.WAITING_FOR_CALLEE), kind);
    }

    private UUID written(RunningCase running, MessageKind kind) {
        boolean question = kind == MessageKind.QUESTION;
        UUID letter = rows.sent(running, kind, reader(kind), question ? annasMail : bobsMail)
                .id();
        Purpose purpose = question ? Purpose.ANSWER : Purpose.CONTACT;
        spine.the(Grants.class)
                .give(letter, List.of(new Grant(purpose, Instant.now().plusSeconds(3600))));
        return letter;
    }

    private Person reader(MessageKind kind) {
        return kind == MessageKind.QUESTION ? anna : bob;
    }

    private static SessionIdentifier session(UUID question) {
        return Spine.SESSIONS.derive(question, Purpose.ANSWER);
    }

    private UUID askBack() {
        return DATABASE.jdbc()
                .sql("select id from outbound_message where kind = 'ASK_BACK'")
                .query(UUID.class)
                .single();
    }

    private List<String> journal() {
        return DATABASE.jdbc()
                .sql("select step from journal")
                .query(String.class)
                .list();
    }
}
