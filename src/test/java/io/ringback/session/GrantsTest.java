package io.ringback.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What may be done with session identifiers, how often and until when, on a real PostgreSQL. */
class GrantsTest {

    private static final JdbcClient JDBC = TestDatabase.fresh().jdbc();

    private final SessionIdentifiers sessions = new SessionIdentifiers("a secret for tests of 32 characters");
    private final Grants grants = new Grants(JDBC, sessions, Clock.systemUTC());
    private final UUID caseId = UUID.randomUUID();
    private final UUID messageId = UUID.randomUUID();

    @BeforeEach
    void aMessage() {
        UUID reader = UUID.randomUUID();
        JDBC.sql("insert into person (id, name, language, time_zone) values (?, 'Anna', 'en', 'UTC')")
                .param(reader)
                .update();
        JDBC.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, opened_at)
                        values (?, '', '', 'VOICE', 'BUSY', now(), now(), 'OPENED', now())
                        """).param(caseId).update();
        JDBC.sql("""
                        insert into outbound_message (id, case_id, kind, medium, person_id, device_id, state, created_at)
                        values (?, ?, 'QUESTION', 'EMAIL', ?, ?, 'SENT', now())
                        """).params(messageId, caseId, reader, UUID.randomUUID()).update();
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time);
    }

    private void give(Purpose... purposes) {
        grants.give(
                messageId,
                List.of(purposes).stream()
                        .map(purpose -> new Grant(purpose, in(Duration.ofHours(1))))
                        .toList());
    }

    private boolean use(Purpose purpose) {
        return grants.use(sessions.derive(messageId, purpose), purpose);
    }

    @Test
    void eachGrantIsUsedOnce() {
        give(Purpose.ANSWER, Purpose.WITHDRAW);

        assertThat(use(Purpose.ANSWER)).isTrue();
        assertThat(use(Purpose.ANSWER)).isFalse();
        assertThat(use(Purpose.WITHDRAW)).isTrue();
        assertThat(use(Purpose.CONTACT)).as("never given").isFalse();
    }

    @Test
    void itsHashLeadsToItsCase() {
        give(Purpose.ANSWER);
        String hash = JDBC.sql("select encode(hash, 'hex') from session_identifier where message_id = ?")
                .param(messageId)
                .query(String.class)
                .single();

        assertThat(new SessionCases(JDBC).casesOf(List.of(hash, "00ff"))).isEqualTo(Map.of(hash, caseId));
    }

    @Test
    void anIdentifierIsGoodForItsOwnPurposeOnly() {
        give(Purpose.ANSWER, Purpose.WITHDRAW);

        assertThat(grants.use(sessions.derive(messageId, Purpose.ANSWER), Purpose.WITHDRAW))
                .isFalse();
        assertThat(use(Purpose.WITHDRAW)).isTrue();
    }

    @Test
    void whatHasExpiredIsNotUsed() {
        grants.give(messageId, List.of(new Grant(Purpose.ANSWER, in(Duration.ofSeconds(-1)))));

        assertThat(use(Purpose.ANSWER)).isFalse();
    }

    @Test
    void aMessageMayGrantNothing() {
        grants.give(messageId, List.of());

        assertThat(JDBC.sql("select count(*) from session_identifier where message_id = ?")
                        .param(messageId)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatWasUsedCanBeUsedOnceMoreWhenReopened() {
        give(Purpose.CONTACT, Purpose.UNSUBSCRIBE);
        use(Purpose.CONTACT);
        use(Purpose.UNSUBSCRIBE);

        grants.reopen(caseId, Purpose.CONTACT, in(Duration.ofHours(1)));

        assertThat(use(Purpose.CONTACT)).isTrue();
        assertThat(use(Purpose.CONTACT)).isFalse();
        assertThat(use(Purpose.UNSUBSCRIBE)).as("another purpose").isFalse();
    }

    @Test
    void nobodyActsOnAnEndedCaseButUnsubscribes() {
        give(Purpose.CONTACT, Purpose.UNSUBSCRIBE);

        grants.expire(caseId);

        assertThat(use(Purpose.CONTACT)).isFalse();
        assertThat(use(Purpose.UNSUBSCRIBE)).isTrue();
    }
}
