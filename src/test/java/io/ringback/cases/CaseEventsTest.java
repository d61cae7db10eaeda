package io.ringback.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.CaseRows;
import io.ringback.JourneyRows;
import io.ringback.TestDatabase;
import io.ringback.directory.Medium;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens to cases, as whoever follows them is told it. */
class CaseEventsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final CaseEvents events = new CaseEvents(jdbc);
    private final List<CaseEvent> told = new ArrayList<>();
    private UUID caseId;

    @BeforeEach
    void begin() throws Exception {
        DATABASE.clear();
        caseId = new CaseRows(jdbc).openCase("CONNECTING");
        happens("CALL_FAILED", "BUSY");
        events.tell(told::add);
        assertThat(told).as("what happened before anybody followed").isEmpty();
    }

    private void happens(String step, String result) {
        JourneyRows.add(jdbc, caseId, AT, step, "EMAIL", result, "a detail for operators");
    }

    private List<String> results() {
        return told.stream().map(CaseEvent::result).toList();
    }

    @Test
    void eachIsToldOnceAndInItsOrder() throws Exception {
        happens("QUESTION", "SENT");
        happens("CALLER_ANSWERED", "YES");
        events.tell(told::add);
        events.tell(told::add);

        assertThat(results()).containsExactly("SENT", "YES");
        CaseEvent first = told.get(0);
        assertThat(first).isEqualTo(new CaseEvent(first.id(), caseId, AT, Journal.Step.QUESTION, Medium.EMAIL, "SENT"));
        assertThat(told).extracting(CaseEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void whatWasNotTakenIsToldAgainUnderTheSameIdAndNothingBeforeIt() throws Exception {
        happens("QUESTION", "SENT");
        happens("CALLER_ANSWERED", "YES");
        List<CaseEvent> tried = new ArrayList<>();
        assertThatThrownBy(() -> events.tell(event -> {
                    tried.add(event);
                    if (tried.size() == 2) {
                        throw new IOException("the broker is away");
                    }
                }))
                .hasMessage("the broker is away");

        events.tell(told::add);
        assertThat(told).containsExactly(tried.get(1));
    }

    @Test
    void thereMayBeMoreAfterAWholePortion() throws Exception {
        for (int number = 0; number < 201; number++) {
            happens("CALLED_AGAIN", Integer.toString(number));
        }

        assertThat(events.tell(told::add)).isTrue();
        assertThat(events.tell(told::add)).isFalse();
        assertThat(told).hasSize(201);
    }

    /** The transaction that was first to write is the last to end. */
    @Test
    void whatIsStillBeingWrittenHoldsBackWhatOvertookIt() throws Exception {
        try (Connection slow = DATABASE.dataSource().getConnection()) {
            slow.setAutoCommit(false);
            write(slow, "QUESTION", "SENT");
            happens("CALLER_ANSWERED", "YES");
            events.tell(told::add);
            longAgo();
            events.tell(told::add);
            assertThat(told).as("while it is being written").isEmpty();
            slow.commit();
        }
        events.tell(told::add);
        assertThat(results()).containsExactly("SENT", "YES");
    }

    @Test
    void whatWasNeverWrittenHoldsNothingBackForLong() throws Exception {
        try (Connection gone = DATABASE.dataSource().getConnection()) {
            gone.setAutoCommit(false);
            write(gone, "QUESTION", "SENT");
            gone.rollback();
        }
        happens("CALLER_ANSWERED", "YES");
        events.tell(told::add);
        assertThat(told).isEmpty();
        longAgo();
        events.tell(told::add);
        assertThat(results()).containsExactly("YES");
    }

    private void longAgo() {
        jdbc.sql("update told_case_events set missing_since = missing_since - interval '1 minute'")
                .update();
    }

    private void write(Connection connection, String step, String result) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                            + " values ('%s', array[now()], array['%s'], array['EMAIL'], array['%s'], array[null::text], '{}', '{}')"
                                    .formatted(caseId, step, result));
        }
    }
}
