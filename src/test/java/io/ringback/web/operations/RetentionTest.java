package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringback.CaseRows;
import io.ringback.JourneyRows;
import io.ringback.TestDatabase;
import io.ringback.cases.EndedCases;
import io.ringback.cases.Outcome;
import io.ringback.cases.SealedCase;
import io.ringback.delivery.ProviderMessages;
import io.ringback.directory.Address;
import io.ringback.failedcall.SentMails;
import io.ringback.inbox.Inbox;
import io.ringback.sealing.SealedAddresses;
import io.ringback.tracing.Tracing;
import io.ringback.web.security.FailedLogins;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is forgotten at night, and what is not. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T02:30:00Z");
    private static final RetentionPeriods PERIODS = new RetentionPeriods(
            Duration.ofDays(90),
            Map.of(Outcome.NOT_NOTIFIED, Duration.ofDays(10)),
            Duration.ofDays(60),
            Duration.ofDays(90),
            Duration.ofDays(7),
            Duration.ofDays(365),
            Duration.ofDays(90),
            Duration.ofDays(1));

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final SentMails sentMails = mock(SentMails.class);
    private final OperatorActs acts = new OperatorActs(jdbc);
    private final FailedLogins logins = mock(FailedLogins.class);
    private final AnnotationConfigApplicationContext owners = owners();
    private final Retention retention = new Retention(
            owners.getBean(EndedCases.class),
            owners.getBean(Inbox.class),
            owners.getBean(ProviderMessages.class),
            sentMails,
            acts,
            logins,
            PERIODS,
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** Those whose rows are forgotten, on a real database. */
    private AnnotationConfigApplicationContext owners() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(TransactionTemplate.class, () -> mock(TransactionTemplate.class));
        context.registerBean(SealedAddresses.class, database::addresses);
        context.registerBean(ObjectMapper.class, () -> new ObjectMapper());
        context.registerBean(Tracing.class, Tracing::off);
        context.register(EndedCases.class, ProviderMessages.class);
        context.scan("io.ringback.inbox");
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

        retention.forget();

        assertThat(jdbc.sql("select id from failed_call_case").query(UUID.class).list())
                .containsExactlyInAnyOrder(recent, open)
                .doesNotContain(old);
        assertThat(jdbc.sql("select case_id from connection").query(UUID.class).list())
                .containsExactly(recent);
        assertThat(jdbc.sql("select id from inbound_event").query(String.class).list())
                .containsExactlyInAnyOrder("recent", "stuck");
        verify(sentMails).purgeOlderThan(eq(Duration.ofDays(7)), anyInt());
        verify(logins).forgetBefore(NOW.minus(Duration.ofDays(90)));
    }

    @Test
    void eachOutcomeMayHaveItsOwnPeriodAndTheJourneyGoesBeforeTheCase() {
        UUID refused = aCase("NOT_NOTIFIED", 11);
        UUID refusedLately = aCase("NOT_NOTIFIED", 9);
        UUID ended = aCase("INFORMED", 61);
        Map.of(refused, 11, refusedLately, 9, ended, 61)
                .forEach((one, daysAgo) ->
                        JourneyRows.add(jdbc, one, at(daysAgo).toInstant(), "ENDED", null, null, null));

        retention.forget();

        assertThat(jdbc.sql("select id from failed_call_case").query(UUID.class).list())
                .containsExactlyInAnyOrder(refusedLately, ended)
                .doesNotContain(refused);
        assertThat(jdbc.sql("select case_id from journal").query(UUID.class).list())
                .containsExactly(refusedLately);
    }

    @Test
    void theAddressesOfStrangersWhoseCallsCameToNothingAreForgottenBeforeADayIsOver() {
        UUID nearlyADay = namingStrangers("NOT_NOTIFIED", "23 hours 1 minute");
        UUID anHour = namingStrangers("NOT_NOTIFIED", "1 hour");
        UUID informed = namingStrangers("INFORMED", "23 hours 1 minute");
        UUID anna = new CaseRows(jdbc).person("Anna");
        jdbc.sql("update failed_call_case set callee_id = ? where id = ?")
                .params(anna, nearlyADay)
                .update();
        jdbc.sql("insert into early_report (medium, provider_id, recipient_hash, received_at) values"
                        + " ('SMS', 'old', '', :now::timestamptz - interval '23 hours 1 minute'),"
                        + " ('SMS', 'recent', '', :now::timestamptz - interval '1 hour')")
                .param("now", at(0))
                .update();

        retention.forgetStrangers();

        assertThat(addresses(nearlyADay)).isEqualTo(Address.ANONYMOUS.uri() + " tel:+46701740606");
        assertThat(addresses(anHour)).isEqualTo("tel:+46701740605 tel:+46701740606");
        assertThat(addresses(informed)).isEqualTo("tel:+46701740605 tel:+46701740606");
        assertThat(jdbc.sql("select provider_id from early_report")
                        .query(String.class)
                        .list())
                .containsExactly("recent");
    }

    private UUID namingStrangers(String outcome, String ago) {
        UUID id = aCase(outcome, 0);
        jdbc.sql(
                        "update failed_call_case set names_stranger = true, ended_at = ended_at - ?::interval, caller_sealed = ?,"
                                + " callee_sealed = ? where id = ?")
                .params(
                        ago,
                        SealedCase.sealCaller(database.addresses(), id, new Address("tel:+46701740605")),
                        SealedCase.sealCallee(database.addresses(), id, new Address("tel:+46701740606")),
                        id)
                .update();
        return id;
    }

    private String addresses(UUID caseId) {
        return jdbc.sql("select * from failed_call_case where id = ?")
                .param(caseId)
                .query((row, number) -> SealedCase.caller(database.addresses(), caseId, row)
                                .uri() + " "
                        + SealedCase.callee(database.addresses(), caseId, row).uri())
                .single();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ringback.keep.strangers     | 25h  | ringback.keep.strangers is PT25H. The addresses of people",
                "ringback.keep.cases         | 0d   | ringback.keep.cases is PT0S. Write 2h or more",
                "ringback.keep.outcomes.not-notified | -1d | ringback.keep.outcomes.not-notified is PT-24H. Write 2h or more"
            })
    void aWrongPeriodStopsTheStartAndSaysWhatToDo(String setting, String value, String says) {
        assertThatThrownBy(() -> new Binder(new MapConfigurationPropertySource(Map.of(setting, value)))
                        .bindOrCreate("ringback.keep", RetentionPeriods.class))
                .rootCause()
                .hasMessageStartingWith(says);
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
