package io.ringback.conversation;

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
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.wording.ConnectPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail that names the message it is about instead of a session identifier. */
class WithoutSessionTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Address EVE = new Address("mailto:eve@example.com");

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
        bob = rows.person("Bob", PeopleAndCases.device(Medium.VOICE, "tel:+46701740606"), bobsMail);
        spine = Spine.from("conversation", DATABASE, process, (ConnectPolicy) caseId -> true);
        conversation = spine.the(Conversation.class);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void aReplyToAQuestionAnswersItOnceAndOnlyFromWhomItWentTo() {
        RunningCase running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
        UUID question = written(running, MessageKind.QUESTION, anna, annasMail, Purpose.ANSWER);

        assertThat(conversation.reply("mail:1", question, EVE, ReplyWord.YES)).isEqualTo(Receipt.CLOSED);
        assertThat(conversation.reply("mail:2", question, annasMail.address(), ReplyWord.YES))
                .isEqualTo(Receipt.ACCEPTED);
        assertThat(conversation.reply("mail:3", question, annasMail.address(), ReplyWord.NO))
                .isEqualTo(Receipt.CLOSED);

        assertThat(process.told())
                .containsExactly(new Told(
                        running.id(), CaseMessage.CALLER_ANSWERED, Map.of("answer", "YES", "saidNothing", false)));
    }

    @Test
    void aReplyToANoticeUsesItsContactMeans() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        UUID notice = written(running, MessageKind.NOTIFICATION, bob, bobsMail, Purpose.CONTACT);

        assertThat(conversation.reply("mail:1", notice, bobsMail.address(), ReplyWord.YES))
                .isEqualTo(Receipt.ACCEPTED);

        assertThat(process.told())
                .containsExactly(
                        new Told(running.id(), CaseMessage.CONTACT_MEANS_USED, Map.of("choice", Choice.INFORM.name())));
    }

    @Test
    void aReplyToAMessageThatNobodyKnowsChangesNothing() {
        assertThat(conversation.reply("mail:1", UUID.randomUUID(), EVE, ReplyWord.YES))
                .isEqualTo(Receipt.CLOSED);

        assertThat(process.told()).isEmpty();
    }

    @Test
    void aComplaintOptsTheMailboxOutAndDeclinesWhatWaitsAndNothingElse() {
        RunningCase running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        UUID notice = written(running, MessageKind.NOTIFICATION, bob, bobsMail, Purpose.CONTACT);

        conversation.complainAbout("mail:1", notice);
        conversation.complainAbout("mail:2", notice);

        await().until(() -> !process.told().isEmpty());
        assertThat(process.told())
                .containsExactly(new Told(
                        running.id(), CaseMessage.CONTACT_MEANS_USED, Map.of("choice", Choice.NOT_NOW.name())));
        assertThat(strings("select sender || ' ' || encode(address_hash, 'hex') from opt_out"))
                .isEqualTo(List.of("mail " + DATABASE.hex("mailto:bob@example.com")));
        assertThat(strings("select medium || ' ' || result from journal where step = 'UNSUBSCRIBED'"))
                .isEqualTo(List.of("EMAIL COMPLAINT"));
        assertThat(rows.again(bob).preferences().never()).isFalse();
    }

    private List<String> strings(String sql) {
        return DATABASE.jdbc().sql(sql).query(String.class).list();
    }

    private UUID written(RunningCase running, MessageKind kind, Person reader, Device device, Purpose purpose) {
        OutboundMessage message = rows.sent(running, kind, reader, device);
        Instant expiry = Instant.now().plus(Duration.ofHours(1));
        spine.the(Grants.class).give(message.id(), List.of(new Grant(purpose, expiry)));
        return message.id();
    }
}
