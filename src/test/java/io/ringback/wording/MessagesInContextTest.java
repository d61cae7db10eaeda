package io.ringback.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.PeopleAndCases;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.cases.CaseState;
import io.ringback.cases.RunningCase;
import io.ringback.database.Question;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.failedcall.Cause;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MessagesInContextTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofHours(1));

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final PeopleAndCases rows = new PeopleAndCases(DATABASE);
    private final MessagesInContext messages = at(NOW);
    private final Device annasMail = PeopleAndCases.device(Medium.EMAIL, "mailto:anna@example.com");
    private final Device bobsMail = PeopleAndCases.device(Medium.EMAIL, "mailto:bob@example.com");

    private Person anna;
    private Person bob;
    private RunningCase running;
    private OutboundMessage notification;
    private SessionIdentifier session;

    @BeforeEach
    void bobIsNotified() {
        DATABASE.clear();
        anna = rows.person("Anna", PeopleAndCases.device(Medium.VOICE, "tel:+46701740605"), annasMail);
        bob = rows.person("Bob", PeopleAndCases.device(Medium.VOICE, "tel:+46701740606"), bobsMail);
        running = rows.openCase(anna, bob, CaseState.WAITING_FOR_CALLEE);
        notification = rows.sent(running, MessageKind.NOTIFICATION, bob, bobsMail);
        session = grant(notification, Purpose.CONTACT);
    }

    @Test
    void aMessageIsFoundWithItsCaseAndItsPeople() {
        MessageInContext message = messages.of(notification.id()).orElseThrow();

        assertThat(message.caseId()).isEqualTo(running.id());
        assertThat(message.reader())
                .isEqualTo(new MessageInContext.Reader(
                        bob.id(), "Bob", bob.language(), bob.timeZone(), Optional.empty(), Optional.empty()));
        assertThat(message.address()).isEqualTo(bobsMail.address());
        assertThat(message.callerName()).isEqualTo("Anna");
        assertThat(message.calleeName()).isEqualTo("Bob");
        assertThat(message.cause()).isEqualTo(Cause.BUSY);
        assertThat(message.lastTriedAt()).isEqualTo(running.lastTriedAt());
        assertThat(message.isWaitedFor()).isTrue();
    }

    @Test
    void whatIsAskedWhenAMessageIsWrittenIsWhatWouldBeReadLater() {
        assertThat(asWritten().context())
                .isEqualTo(messages.of(notification.id()).orElseThrow());
    }

    @Test
    void itsVersionIsAnotherOnceAnyOfItHasBeenWrittenAgain() {
        Directory directory = new Directory(jdbc, DATABASE.addresses(), Clock.systemUTC());
        String version = asWritten().version();
        jdbc.sql("select * from failed_call_case c, person p, device d for update")
                .query()
                .listOfRows();
        jdbc.sql("update outbound_message set leaving = true").update();
        assertThat(asWritten().version()).isEqualTo(version);

        rows.move(running, CaseState.CONNECTING);
        String moved = asWritten().version();
        directory.save(anna);
        String saved = asWritten().version();
        directory.save(bob);

        assertThat(List.of(version, moved, saved, asWritten().version())).doesNotHaveDuplicates();
    }

    private MessagesInContext.AsWritten asWritten() {
        Question<MessagesInContext.AsWritten> question = messages.asWritten(notification.id());
        return jdbc.sql(question.sql())
                .params(question.parameters())
                .query(question.rows())
                .single();
    }

    @Test
    void whatTheCalleeIsShownHoldsNoAddressOfTheCaller() {
        MessageInContext message = messages.of(notification.id()).orElseThrow();

        assertThat(message.notice(List.of(), true).toString()).doesNotContain("46701740605", "anna@");
    }

    @Test
    void aMessageWhosePeopleOrDeviceAreGoneIsNotFound() {
        assertThat(messages.of(UUID.randomUUID())).isEmpty();

        new Directory(jdbc, DATABASE.addresses(), Clock.systemUTC()).delete(bob.id());

        assertThat(messages.of(notification.id())).isEmpty();
    }

    @Test
    void anIdentifierLeadsToItsMessageForItsPurposeUntilItExpires() {
        assertThat(messages.actingOn(session, Purpose.CONTACT))
                .map(MessageInContext::messageId)
                .contains(notification.id());
        assertThat(at(EXPIRY.minusMillis(1)).actingOn(session, Purpose.CONTACT)).isPresent();
    }

    @Test
    void ofAllMessagesThereAreOnlyThatOneIsRead() {
        jdbc.sql("""
                        insert into outbound_message
                        select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid()))).*
                          from outbound_message m, generate_series(1, 3000) where m.id = ?
                        """).param(notification.id()).update();
        jdbc.sql("analyze").update();
        long before = readOfMessages();

        assertThat(messages.actingOn(session, Purpose.CONTACT)).isPresent();
        assertThat(messages.everActingOn(session)).isPresent();
        assertThat(messages.withMergedInto(notification.id())).hasSize(1);

        await().untilAsserted(() -> assertThat(readOfMessages() - before).isBetween(3L, 30L));
    }

    /** Rows, as connections that have ended have told PostgreSQL's statistics. */
    private long readOfMessages() {
        return jdbc.sql("""
                        select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname = 'outbound_message'
                        """).query(Long.class).single();
    }

    @Test
    void usedExpiredUnknownAndForAnotherPurposeAreAllTheSame() {
        SessionIdentifier unknown = Spine.SESSIONS.derive(UUID.randomUUID(), Purpose.CONTACT);

        assertThat(messages.actingOn(unknown, Purpose.CONTACT)).isEmpty();
        assertThat(messages.actingOn(session, Purpose.ANSWER)).isEmpty();
        assertThat(at(EXPIRY).actingOn(session, Purpose.CONTACT)).isEmpty();
        use(session);
        assertThat(messages.actingOn(session, Purpose.CONTACT)).isEmpty();
    }

    @Test
    void aReplyThatComesTooLateStillLeadsToWhatItAnswers() {
        use(session);

        assertThat(messages.everActingOn(session))
                .map(MessageInContext::messageId)
                .contains(notification.id());
        assertThat(messages.everActingOn(grant(notification, Purpose.UNSUBSCRIBE)))
                .isEmpty();
    }

    @Test
    void whatWaitsForAPersonIsFoundInAllTheirCases() {
        RunningCase calledBack = rows.openCase(bob, anna, CaseState.ASKING_CALLER);
        OutboundMessage question = rows.sent(calledBack, MessageKind.QUESTION, bob, bobsMail);
        SessionIdentifier answering = grant(question, Purpose.ANSWER);
        grant(question, Purpose.UNSUBSCRIBE);

        assertThat(messages.waitingFor(bob.id()))
                .extracting(MessageInContext::messageId)
                .containsExactlyInAnyOrder(notification.id(), question.id());

        use(answering);
        assertThat(messages.waitingFor(bob.id()))
                .extracting(MessageInContext::messageId)
                .containsExactly(notification.id());
        assertThat(messages.waitingFor(anna.id())).isEmpty();
    }

    private MessagesInContext at(Instant now) {
        return new MessagesInContext(jdbc, DATABASE.addresses(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private SessionIdentifier grant(OutboundMessage message, Purpose purpose) {
        SessionIdentifier given = Spine.SESSIONS.derive(message.id(), purpose);
        jdbc.sql("insert into session_identifier (hash, message_id, purpose, expires_at) values (?, ?, ?, ?)")
                .params(given.hash(), message.id(), purpose.name(), EXPIRY.atOffset(ZoneOffset.UTC))
                .update();
        return given;
    }

    private void use(SessionIdentifier used) {
        jdbc.sql("update session_identifier set used_at = now() where hash = ?")
                .param(used.hash())
                .update();
    }
}
