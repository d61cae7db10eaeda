package io.ringback.engine;

import static io.ringback.delivery.MessageKind.INFORMATION;
import static io.ringback.delivery.MessageKind.NOTIFICATION;
import static io.ringback.delivery.MessageKind.QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.conversation.Answer;
import io.ringback.conversation.Choice;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.conversation.ReplyWord;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.failedcall.Cause;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** One thing said is one event: it is stored whatever keeps it from taking effect, says why, and takes effect once. */
class OneEventTest extends ProcessTestBase {

    @Autowired
    private ProducerTemplate producer;

    @Autowired
    private Inbox inbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private DataSource database;

    private record Event(String kind, String state, String problem) {}

    private List<Event> events(EventKind... kinds) {
        return jdbc.sql("select kind, state, problem from inbound_event where kind = any (?) order by received_at")
                .param(List.of(kinds).stream().map(Enum::name).toArray(String[]::new))
                .query(Event.class)
                .list();
    }

    private void suspend(UUID caseId) {
        runtime.suspendProcessInstanceById(processOf(caseId));
    }

    private void activate(UUID caseId) {
        runtime.activateProcessInstanceById(processOf(caseId));
    }

    /** Bob, notified by SMS. */
    private OutboundMessage notifiedBySms() throws Exception {
        camel.getRouteController().startRoute("sms");
        preferring(anna, new Preferences(true, false, false));
        bob = new Person(
                bob.id(),
                bob.name(),
                bob.language(),
                bob.timeZone(),
                bob.preferences(),
                List.of(
                        bob.devices().get(0),
                        new Device(UUID.randomUUID(), Medium.SMS, new Address("tel:+46701740606"), "Messages")));
        directory.save(bob);
        callFails(Cause.BUSY);
        OutboundMessage notice = messageSent(NOTIFICATION, 1);
        assertThat(notice.medium()).isEqualTo(Medium.SMS);
        return notice;
    }

    @SuppressWarnings("unchecked")
    private void writes(String id, String text, OutboundMessage to) {
        producer.sendBody(
                "direct:reply-received",
                Map.of(
                        "id",
                        id,
                        "medium",
                        "SMS",
                        "from",
                        address(bob).uri(),
                        "to",
                        ((Map<String, String>) BODIES.get(to.id())).get("from"),
                        "text",
                        text));
    }

    private OutboundMessage asked() {
        callFails(Cause.BUSY);
        return messageSent(QUESTION, 1);
    }

    private Receipt mails(String id, OutboundMessage question, ReplyWord word) {
        return conversation.reply(
                id, sessions.derive(question.id(), Purpose.ANSWER), new Address("mailto:anna@example.test"), word);
    }

    private boolean never(Person person) {
        return directory.find(person.id()).orElseThrow().preferences().never();
    }

    @Test
    void aReplyToASuspendedCaseIsStoredSaysWhyItWaitsAndTakesEffectOnceTheCaseIsActivated() throws Exception {
        OutboundMessage notice = notifiedBySms();
        suspend(notice.caseId());

        writes("sms-1", "ok", notice);

        assertThat(events(EventKind.TEXT, EventKind.CONTACT)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("TEXT");
            assertThat(event.state()).isEqualTo("WAITING");
            assertThat(event.problem()).contains("is suspended", "activate its process instance");
        });
        writes("sms-1", "ok", notice);
        assertThat(events(EventKind.TEXT)).hasSize(1);

        activate(notice.caseId());

        awaitOutcome(notice.caseId(), "INFORMED");
        await().untilAsserted(() -> assertThat(events(EventKind.TEXT, EventKind.CONTACT))
                .containsExactly(new Event("TEXT", "HANDLED", null)));
        assertThat(sent(INFORMATION)).isOne();
    }

    @Test
    void theSameTextAgainAndAnotherOneAfterItChangeNothing() throws Exception {
        OutboundMessage notice = notifiedBySms();
        writes("sms-1", "ok", notice);
        awaitOutcome(notice.caseId(), "INFORMED");

        writes("sms-1", "ok", notice);
        writes("sms-2", "no", notice);

        assertThat(events(EventKind.TEXT).stream().map(Event::state)).containsExactly("HANDLED", "LATE");
        assertThat(outcome(notice.caseId())).isEqualTo("INFORMED");
    }

    @Test
    void aSessionIdentifierThatWasUsedMakesAReplyLate() {
        OutboundMessage question = asked();
        SessionIdentifier session = sessions.derive(question.id(), Purpose.ANSWER);
        conversation.answer(session, Answer.YES);

        assertThat(mails("mail:1", question, ReplyWord.NO)).isEqualTo(Receipt.CLOSED);

        assertThat(events(EventKind.ANSWER, EventKind.LATE_REPLY).stream().map(event -> event.kind() + event.state()))
                .containsExactly("ANSWERHANDLED", "LATE_REPLYLATE");
    }

    @Test
    void stopIsHonouredAtOnceWhateverKeepsACaseFromHearingOfIt() {
        OutboundMessage question = asked();
        suspend(question.caseId());

        assertThat(mails("mail:1", question, ReplyWord.STOP)).isEqualTo(Receipt.ACCEPTED);

        assertThat(never(anna)).isTrue();
        await().untilAsserted(() -> assertThat(events(EventKind.STOP, EventKind.DECLINE))
                .satisfiesExactly(
                        stop -> assertThat(stop).isEqualTo(new Event("STOP", "HANDLED", null)),
                        decline -> assertThat(decline.problem()).contains("is suspended")));

        activate(question.caseId());
        awaitOutcome(question.caseId(), "DECLINED: caller said no");
        assertThat(mails("mail:1", question, ReplyWord.STOP)).isEqualTo(Receipt.CLOSED);
        assertThat(events(EventKind.STOP)).hasSize(1);
    }

    /** The ways in which somebody says that they want no more messages, and how that is kept. */
    enum Wish {
        STOP_BY_MAIL(EventKind.STOP, "select count(*) from person where never"),
        UNSUBSCRIBED(EventKind.STOP, "select count(*) from person where never"),
        OPTED_OUT_BY_KEY(EventKind.OPT_OUT, "select count(*) from opt_out"),
        COMPLAINED_OF(EventKind.COMPLAINT, "select count(*) from opt_out");

        private final EventKind kind;
        private final String kept;

        Wish(EventKind kind, String kept) {
            this.kind = kind;
            this.kept = kept;
        }
    }

    private void says(Wish wish, OutboundMessage question) {
        switch (wish) {
            case STOP_BY_MAIL -> mails("mail:1", question, ReplyWord.STOP);
            case UNSUBSCRIBED -> conversation.unsubscribe(sessions.derive(question.id(), Purpose.UNSUBSCRIBE));
            case OPTED_OUT_BY_KEY -> conversation.optOut("voice:1:key", question.id());
            case COMPLAINED_OF -> conversation.complainAbout("mail:1", question.id());
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    /**
     * Has {@code table} refuse the rows of which {@code forbidden} is true while {@code said} is said. Stands for a node that dies,
     * or a database that goes away, after the event's first effects and before its last.
     */
    private void cutOff(String table, String forbidden, Runnable said) {
        jdbc.sql("alter table " + table + " add constraint cut_off check (not (" + forbidden + ")) not valid")
                .update();
        try {
            said.run();
        } finally {
            jdbc.sql("alter table " + table + " drop constraint cut_off").update();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWishForNoMoreMessagesAndWhatItDeclinesAreOneTransaction(Wish wish) {
        OutboundMessage question = asked();
        cutOff("inbound_event", "kind = 'DECLINE'", () -> {
            says(wish, question);
            assertThat(count(wish.kept)).isZero();
            assertThat(events(wish.kind))
                    .singleElement()
                    .extracting(Event::state)
                    .isEqualTo("WAITING");
        });

        awaitOutcome(question.caseId(), "DECLINED: caller said no");
        assertThat(count(wish.kept)).isOne();
        assertThat(events(wish.kind, EventKind.DECLINE).stream().map(Event::state))
                .containsExactly("HANDLED", "HANDLED");
    }

    @Test
    void stopInATextAndWhatItDeclinesAreOneTransaction() throws Exception {
        OutboundMessage notice = notifiedBySms();
        cutOff("inbound_event", "kind = 'DECLINE'", () -> {
            writes("sms-1", "STOP", notice);
            assertThat(count("select count(*) from opt_out")).isZero();
            assertThat(count("select count(*) from outbound_message where kind = 'STOPPED'"))
                    .isZero();
        });

        await().until(() -> count("select count(*) from failed_call_case where outcome is not null") == 1);
        assertThat(count("select count(*) from opt_out")).isOne();
        assertThat(count("select count(*) from outbound_message where kind = 'STOPPED'"))
                .isOne();
    }

    @Test
    void alwaysAndTheNotificationAreOneTransaction() {
        OutboundMessage question = asked();
        cutOff("outbound_message", "kind = 'NOTIFICATION'", () -> {
            conversation.answer(sessions.derive(question.id(), Purpose.ANSWER), Answer.ALWAYS);
            assertThat(directory.find(anna.id()).orElseThrow().preferences().alwaysNotifyForMe())
                    .isFalse();
        });

        messageSent(NOTIFICATION, 1);
        assertThat(directory.find(anna.id()).orElseThrow().preferences().alwaysNotifyForMe())
                .isTrue();
        assertThat(events(EventKind.ANSWER)).containsExactly(new Event("ANSWER", "HANDLED", null));
    }

    @Test
    void blockingTheCallerAndTheEndOfTheCaseAreOneTransaction() throws Exception {
        OutboundMessage notice = notifiedBySms();
        cutOff("failed_call_case", "outcome is not null", () -> {
            conversation.choose(sessions.derive(notice.id(), Purpose.CONTACT), Choice.BLOCK, Optional.empty());
            assertThat(count("select count(*) from block")).isZero();
        });

        await().until(() -> count("select count(*) from failed_call_case where outcome is not null") == 1);
        assertThat(count("select count(*) from block")).isOne();
    }

    @Test
    void aRepetitionWaitsOnlySoLongForATransactionThatHoldsTheSameEvent() throws SQLException {
        InboundEvent event = new InboundEvent("held", EventKind.UNUSED, null, Map.of());
        // As of a node that was cut off in the middle of it.
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("insert into inbound_event (id, kind, payload, state, received_at)"
                            + " values ('held', 'UNUSED', '{}', 'HANDLED', now())");

            assertThatThrownBy(() -> inbox.receive(event))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("a lock was not given in time");

            other.rollback();
        }
        assertThat(inbox.receive(event)).isEqualTo(new Reception.Stored(null, false));
    }

    @Test
    void anEventIsNotReceivedWithinAnotherTransaction() {
        InboundEvent event = new InboundEvent("inner", EventKind.UNUSED, null, Map.of());

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> inbox.receive(event)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("follow");

        assertThat(events(EventKind.UNUSED)).isEmpty();
        assertThat(Optional.ofNullable(jdbc.sql("select count(*) from inbound_event where id = 'inner'")
                        .query(Long.class)
                        .single()))
                .contains(0L);
    }
}
