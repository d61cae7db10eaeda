package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.TestDatabase;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Unsent;
import io.ringback.delivery.ProviderMessages;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.Inbox;
import io.ringback.sealing.SealedAddresses;
import io.ringback.session.Grants;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is forgotten at night, and what is not. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T02:30:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final SentMails sentMails = mock(SentMails.class);
    private final OperatorActs acts = new OperatorActs(jdbc);
    private final AnnotationConfigApplicationContext owners = owners();
    private final Retention retention = new Retention(
            owners.getBean(Cases.class),
            owners.getBean(Inbox.class),
            owners.getBean(ProviderMessages.class),
            sentMails,
            acts,
            new Retention.Periods(Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(7), Duration.ofDays(365)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** Those whose rows are forgotten, on a real database. */
    private AnnotationConfigApplicationContext owners() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(SealedAddresses.class, database::addresses);
        context.registerBean(TransactionTemplate.class, () -> mock(TransactionTemplate.class));
        context.registerBean(Unsent.class, () -> mock(Unsent.class));
        context.registerBean(Grants.class, () -> mock(Grants.class));
        context.registerBean(Journal.class, () -> mock(Journal.class));
        context.register(ObjectMapper.class, Cases.class, Inbox.class, ProviderMessages.class);
        context.refresh();
        return context;
    }

    @AfterEach
    void close() {
        owners.close();
    }

    @Test
    void oldEndedCasesWithTheirConnectionsAndHandledEventsAreForgottenAndOpenOnesStay() {
        UUID old = aCase("INFORMED", 91);
        UUID recent = aCase("INFORMED", 89);
        UUID open = aCase(null, 200);
        aConnectionOf(old);
        aConnectionOf(recent);
        anEvent("old", "HANDLED", 91);
        anEvent("recent", "HANDLED", 89);
        anEvent("stuck", "STUCK", 200);
        aReport("old", 8);
        aReport("recent", 6);

        retention.forget();

        assertThat(jdbc.sql("select id from failed_call_case").query(UUID.class).list())
                .containsExactlyInAnyOrder(recent, open)
                .doesNotContain(old);
        assertThat(jdbc.sql("select case_id from connection").query(UUID.class).list())
                .containsExactly(recent);
        assertThat(jdbc.sql("select id from inbound_event").query(String.class).list())
                .containsExactlyInAnyOrder("recent", "stuck");
        assertThat(jdbc.sql("select provider_id from early_report")
                        .query(String.class)
                        .list())
                .containsExactly("recent");
        verify(sentMails).purgeOlderThan(Duration.ofDays(7));
    }

    @Test
    void moreThanGoesInOnePortionIsForgottenInOneNight() {
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at)"
                        + " select n, 'UNUSED', '{}', 'HANDLED', ? from generate_series(1, 1200) n")
                .param(at(91))
                .update();

        retention.forget();

        assertThat(jdbc.sql("select count(*) from inbound_event")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private UUID aCase(String outcome, int daysAgo) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_sealed, callee_sealed, failed_medium, cause,
                            first_tried_at, last_tried_at, state, outcome, opened_at, ended_at)
                        values (:id, '', '', 'VOICE', 'BUSY', :at, :at, :state, :outcome,
                            :at, case when :outcome::text is null then null else :at end)
                        """)
                .param("id", id)
                .param("at", at(daysAgo))
                .param("state", outcome == null ? "ASKING_CALLER" : "ENDED")
                .param("outcome", outcome)
                .update();
        return id;
    }

    private void aConnectionOf(UUID caseId) {
        jdbc.sql("insert into connection (id, case_id, node, state, started_at) values (?, ?, 'node', 'ENDED', ?)")
                .params(UUID.randomUUID(), caseId, at(100))
                .update();
    }

    private void anEvent(String id, String state, int daysAgo) {
        jdbc.sql("insert into inbound_event (id, kind, payload, state, received_at) values (?, 'UNUSED', '{}', ?, ?)")
                .params(id, state, at(daysAgo))
                .update();
    }

    private void aReport(String id, int daysAgo) {
        jdbc.sql("insert into early_report (medium, provider_id, recipient_hash, received_at)"
                        + " values ('SMS', ?, '', ?)")
                .params(id, at(daysAgo))
                .update();
    }

    private static OffsetDateTime at(int daysAgo) {
        return NOW.minus(Duration.ofDays(daysAgo)).atOffset(ZoneOffset.UTC);
    }

    @Test
    void whatOperatorsDidIsKeptForAYear() {
        acts.begun("olga", "192.0.2.1", "long ago", List.of());
        jdbc.sql("update operator_act set at = ?")
                .param(Timestamp.from(NOW.minus(Duration.ofDays(366))))
                .update();
        acts.begun("olga", "192.0.2.1", "lately", List.of());
        retention.forget();
        assertThat(acts.newest(0)).extracting(OperatorAct::act).containsExactly("lately");
    }
}
