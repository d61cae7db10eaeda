package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.PeopleAndCases;
import io.ringback.ProcessOnPaper;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.Content.Courtesy;
import io.ringback.wording.Content.Information;
import io.ringback.wording.Content.Notification;
import io.ringback.wording.Content.Question;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each message says, to whom, with which links. */
class ContentsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();

    private static Spine spine;

    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");
    private final Device bobsMail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");
    private final Device bobsPhone = PeopleAndCases.device(Medium.VOICE, "tel:+46701740606");

    private Person anna;
    private Person bob;
    private RunningCase running;

    @BeforeAll
    static void open() {
        spine = Spine.from(
                "wording", DATABASE, new ProcessOnPaper(), (DeliveryReport.Listener) report -> {}, (ConnectPolicy)
                        caseId -> true);
    }

    @AfterAll
    static void close() {
        spine.close();
    }

    @BeforeEach
    void annaCalledBobInVain() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", bobsPhone, bobsMail);
        running = rows.openCase(anna, bob, CaseState.ASKING_CALLER);
    }

    @Test
    void aQuestionTellsTheCallerWhoCouldNotBeReachedAndLeadsToItsPage() {
        OutboundMessage message = rows.sent(running, MessageKind.QUESTION, anna, annasMail);

        Content content = contents().of(message);

        SessionIdentifier answering = Spine.SESSIONS.derive(message.id(), Purpose.ANSWER);
        assertThat(content.to()).isEqualTo(annasMail.address());
        assertThat(content.said()).isInstanceOfSatisfying(Question.class, question -> {
            assertThat(question.view().calleeName()).isEqualTo("Bob");
            assertThat(question.page()).isEqualTo(page("q", answering));
        });
        assertThat(content.reply()).contains(answering);
        assertThat(content.unsubscribe())
                .isEqualTo(page("u", Spine.SESSIONS.derive(message.id(), Purpose.UNSUBSCRIBE)));
    }

    @Test
    void aNotificationNamesTheCallerAndHoldsNothingThatLeadsToTheirTelephone() {
        OutboundMessage message = rows.sent(running, MessageKind.NOTIFICATION, bob, bobsMail);

        Content content = contents().of(message);

        assertThat(content.said()).isInstanceOfSatisfying(Notification.class, notification -> {
            assertThat(notification.view().callerName()).isEqualTo("Anna");
            assertThat(notification.page()).isEqualTo(page("c", Spine.SESSIONS.derive(message.id(), Purpose.CONTACT)));
        });
        assertThat(content.toString()).doesNotContain("46701740605", "anna@example.com");
    }

    @Test
    void aNotificationByVoiceSaysWhatCanBeChosenForACallHasNoPage() {
        Content content = contents().of(rows.sent(running, MessageKind.NOTIFICATION, bob, bobsPhone));

        assertThat(content.said()).isInstanceOfSatisfying(Notification.class, notification -> {
            assertThat(notification.view().canConnect()).isTrue();
            assertThat(notification.view().devices())
                    .extracting(ContactView.DeviceChoice::id)
                    .containsExactly(bobsPhone.id(), bobsMail.id());
        });
    }

    @Test
    void anInformationAsksForNothing() {
        Content content = contents().of(rows.sent(running, MessageKind.INFORMATION, anna, annasMail));

        assertThat(content.said()).isInstanceOfSatisfying(Information.class, information -> assertThat(
                        information.view().calleeName())
                .isEqualTo("Bob"));
        assertThat(content.reply()).isEmpty();
    }

    @Test
    void aCourtesyAnswersWhatTheReaderSaid() {
        Content content = contents().of(rows.sent(running, MessageKind.STOPPED, anna, annasMail));

        assertThat(content.said()).isEqualTo(new Courtesy(MessageKind.STOPPED));
        assertThat(content.reply()).isEmpty();
    }

    @Test
    void nothingIsWrittenToPeopleWhoAreGone() {
        OutboundMessage message = rows.sent(running, MessageKind.NOTIFICATION, bob, bobsMail);
        spine.the(Directory.class).delete(anna.id());

        assertThatThrownBy(() -> contents().of(message))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gone from the directory");
    }

    @Test
    void fromWhatIsKnownTheSameIsSaidAsFromWhatIsRead() {
        for (MessageKind kind : List.of(MessageKind.QUESTION, MessageKind.NOTIFICATION, MessageKind.STOPPED)) {
            OutboundMessage message = kind == MessageKind.NOTIFICATION
                    ? rows.sent(running, kind, bob, bobsMail)
                    : rows.sent(running, kind, anna, annasMail);
            io.ringback.database.Question<MessagesInContext.AsWritten> question =
                    spine.the(MessagesInContext.class).asWritten(message.id());
            MessagesInContext.AsWritten known = DATABASE.jdbc()
                    .sql(question.sql())
                    .params(question.parameters())
                    .query(question.rows())
                    .single();

            assertThat(contents().of(message, known)).isEqualTo(contents().of(message));
        }
    }

    @Test
    void aMessageIsWaitedForWhileItsCaseIs() {
        OutboundMessage question = rows.sent(running, MessageKind.QUESTION, anna, annasMail);
        assertThat(contents().isWaitedFor(question)).isTrue();

        rows.move(running, CaseState.WAITING_FOR_CALLEE);

        assertThat(contents().isWaitedFor(question)).isFalse();
    }

    private static Contents contents() {
        return spine.the(Contents.class);
    }

    private static URI page(String name, SessionIdentifier session) {
        return URI.create("http://ringback.example/" + name + "/" + session.token());
    }
}
