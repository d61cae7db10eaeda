package io.ringback.cases;

import io.ringback.cases.CaseView.JournalEntry;
import io.ringback.directory.Medium;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.failedcall.Cause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Shows cases to API clients. */
@Service
public class CaseReader {

    private final JdbcClient jdbc;

    public CaseReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The case and its journey, as they stood at one instant. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<CaseView> read(UUID id) {
        return jdbc.sql("""
                        select c.id, c.state, c.outcome, c.reason, caller.name as caller_name, callee.name as callee_name,
                               c.failed_medium, c.cause, c.caller_identity, c.attempts, c.opened_at, c.ended_at, c.joined_to
                        from failed_call_case c
                        left join person caller on caller.id = c.caller_id
                        left join person callee on callee.id = c.callee_id
                        where c.id = :id
                        """)
                .param("id", id)
                .query((row, number) -> view(row, journey(id)))
                .optional();
    }

    private List<JournalEntry> journey(UUID id) {
        return jdbc.sql("select at, step, medium, result, detail from journal where case_id = :id order by id")
                .param("id", id)
                .query((row, number) -> new JournalEntry(
                        instant(row, "at"),
                        row.getString("step"),
                        row.getString("medium") == null ? null : Medium.valueOf(row.getString("medium")),
                        row.getString("result"),
                        row.getString("detail")))
                .list();
    }

    private static CaseView view(ResultSet row, List<JournalEntry> journey) throws SQLException {
        return new CaseView(
                row.getObject("id", UUID.class),
                CaseState.valueOf(row.getString("state")),
                row.getString("outcome") == null ? null : Outcome.valueOf(row.getString("outcome")),
                row.getString("reason"),
                row.getString("caller_name"),
                row.getString("callee_name"),
                Medium.valueOf(row.getString("failed_medium")),
                Cause.valueOf(row.getString("cause")),
                CallerIdentity.valueOf(row.getString("caller_identity")),
                row.getInt("attempts"),
                instant(row, "opened_at"),
                instant(row, "ended_at"),
                row.getObject("joined_to", UUID.class),
                journey);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
