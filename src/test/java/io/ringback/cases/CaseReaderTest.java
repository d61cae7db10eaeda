package io.ringback.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.TestDatabase;
import io.ringback.cases.CaseView.JournalEntry;
import io.ringback.directory.Medium;
import io.ringback.failedcall.Cause;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CaseReaderTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final OffsetDateTime OPENED = OffsetDateTime.parse("2026-03-01T12:00:00Z");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final CaseReader reader = new CaseReader(jdbc);

    @BeforeEach
    void noCases() {
        DATABASE.clear();
    }

    @Test
    void aCaseIsShownWithNamesAndItsJourneyInOrderButWithoutAddresses() {
        UUID anna = person("Anna");
        UUID open = open(anna, null, "WAITING_FOR_CALLEE", null);
        journal(open, "CALL_FAILED", "VOICE", "BUSY", null);
        journal(open, "CALLED_AGAIN", null, null, null);

        CaseView view = reader.read(open).orElseThrow();

        Instant opened = OPENED.toInstant();
        assertThat(view)
                .isEqualTo(new CaseView(
                        open,
                        CaseState.WAITING_FOR_CALLEE,
                        null,
                        null,
                        "Anna",
                        null,
                        Medium.VOICE,
                        Cause.BUSY,
                        2,
                        opened,
                        null,
                        null,
                        List.of(
                                new JournalEntry(opened, "CALL_FAILED", Medium.VOICE, "BUSY", null),
                                new JournalEntry(opened, "CALLED_AGAIN", null, null, null))));
        assertThat(view.toString()).doesNotContain("4670");
    }

    @Test
    void anEndedCaseTellsHowItEnded() {
        UUID ended = open(null, null, "ENDED", "NOT_NOTIFIED");

        CaseView view = reader.read(ended).orElseThrow();

        assertThat(view.outcome()).isEqualTo(Outcome.NOT_NOTIFIED);
        assertThat(view.reason()).isEqualTo("caller unknown");
        assertThat(view.endedAt()).isEqualTo(OPENED.toInstant());
        assertThat(view.journey()).isEmpty();
    }

    @Test
    void aCaseThatIsNotThereIsNotShown() {
        assertThat(reader.read(UUID.randomUUID())).isEmpty();
    }

    private UUID person(String name) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into person (id, name, language, time_zone) values (?, ?, 'en', 'UTC')")
                .params(id, name)
                .update();
        return id;
    }

    private UUID open(UUID caller, UUID callee, String state, String outcome) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into failed_call_case (id, caller_id, callee_id, caller_sealed, callee_sealed,
                            failed_medium, cause, first_tried_at, last_tried_at, attempts, state, outcome, reason,
                            opened_at, ended_at)
                        values (:id, :caller, :callee, '', '', 'VOICE', 'BUSY', :at, :at,
                            2, :state, :outcome, case when :outcome::text is not null then 'caller unknown' end, :at,
                            case when :outcome::text is not null then :at::timestamptz end)
                        """)
                .param("id", id)
                .param("caller", caller)
                .param("callee", callee)
                .param("at", OPENED)
                .param("state", state)
                .param("outcome", outcome)
                .update();
        return id;
    }

    private void journal(UUID id, String step, String medium, String result, String detail) {
        jdbc.sql("insert into journal (case_id, at, step, medium, result, detail) values (?, ?, ?, ?, ?, ?)")
                .params(id, OPENED, step, medium, result, detail)
                .update();
    }
}
