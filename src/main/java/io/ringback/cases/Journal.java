package io.ringback.cases;

import io.ringback.database.Unhurried;
import io.ringback.directory.Medium;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The journey of each case: what happened, when, through which medium, with what result, and which way its token took through
 * the diagram. Never an address.
 *
 * <p>What a transaction writes about a case goes to the database as one row just before it commits, but for a line
 * that depends on what the database finds ({@link #writeIf}).
 */
@Component
public class Journal {

    /** What can happen on the way. */
    public enum Step {
        CALL_FAILED,
        CALLED_AGAIN,
        /** Why the caller called; never in which words. */
        SAID_WHY,
        JOINED,
        DEPUTY_TOLD,
        QUESTION,
        OFFER,
        STANDING,
        NOTIFICATION,
        INFORMATION,
        CONNECTION,
        CONNECTION_PROGRESS,
        LINE,
        TIME_QUESTION,
        CLOSING,
        ASK_BACK,
        STOPPED,
        STARTED,
        HELP,
        WITHDRAWAL,
        REPLACEMENT,
        CALLER_ANSWERED,
        CALLER_WITHDREW,
        TO_BE_ASKED_AGAIN,
        CONTACT_MEANS_USED,
        ANSWERED_BACK,
        UNBLOCKED,
        CALLEE_SEEN,
        NOT_TO_BE_SEEN,
        ALWAYS_TOLD,
        TOLD_WHEN_WISHED,
        TIME_NAMED,
        TIME_ANSWERED,
        NO_TIME_FOR_BOTH,
        REACHED_MEANWHILE,
        TRY_AGAIN,
        ROLES_SWAPPED,
        OPERATOR_NEEDED,
        OPERATOR_SENT_AGAIN,
        OPERATOR_ACTED,
        UNSUBSCRIBED,
        NOT_UNDERSTOOD,
        TOO_LATE,
        MOVED,
        CANCELLED,
        MENDED,
        ENDED
    }

    private record Line(Instant at, Step step, Medium medium, String result, String detail) {}

    private record Passed(Instant at, String element) {}

    /** What one transaction adds to the journey of one case. */
    private static final class Entry {
        private final List<Line> lines = new ArrayList<>();
        private final List<Passed> way = new ArrayList<>();
    }

    private static final String INSERT =
            Unhurried.write("insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)");

    private static final String INSERT_IF = Unhurried.write(
            "insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)"
                    + " select ?, array[cast(? as timestamptz)], array[?], array[?], array[?], array[cast(null as text)], '{}', '{}' where ");

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Journal(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes a line about {@code caseId} that is kept if the transaction is. */
    public void write(UUID caseId, Step step, String result) {
        write(caseId, step, null, result, null);
    }

    /**
     * Writes a line that is kept if the transaction is.
     *
     * @param medium through which it happened, or null
     * @param result in a word or two, or null
     * @param detail for operators, or null; must hold no address
     */
    public void write(UUID caseId, Step step, Medium medium, String result, String detail) {
        entry(caseId).lines.add(new Line(clock.instant(), step, medium, result, detail));
    }

    /**
     * Writes a line of its own if {@code condition} holds when it gets to the database, after what this transaction has written before.
     *
     * @param condition asks the tables of who writes
     */
    public void writeIf(
            UUID caseId,
            Step step,
            Medium medium,
            String result,
            String condition,
            Object... parametersOfTheCondition) {
        List<Object> parameters =
                new ArrayList<>(List.of(caseId, Timestamp.from(clock.instant()), step.name(), medium.name(), result));
        parameters.addAll(List.of(parametersOfTheCondition));
        jdbc.update(INSERT_IF + condition, parameters.toArray());
    }

    /** Whether an earlier transaction has written such a line about the open case {@code caseId}. */
    public boolean tells(UUID caseId, Step step, String result) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from journal_entry e, unnest(e.step, e.result) as line (step, result)"
                        + " where e.case_id = ? and line.step = ? and line.result = ?)",
                Boolean.class,
                caseId,
                step.name(),
                result));
    }

    /** The token of a case has come to an element of the diagram; kept if the transaction is. */
    public void passed(UUID caseId, String element) {
        entry(caseId).way.add(new Passed(clock.instant(), element));
    }

    private Entry entry(UUID caseId) {
        return pending().entries.computeIfAbsent(caseId, first -> new Entry());
    }

    private Pending pending() {
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        return pending;
    }

    private final class Pending implements TransactionSynchronization {
        private final Map<UUID, Entry> entries = new LinkedHashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Journal.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Journal.this, this);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            entries.forEach((caseId, entry) -> jdbc.update(INSERT, statement -> {
                List<Line> lines = entry.lines;
                List<Passed> way = entry.way;
                statement.setObject(1, caseId);
                set(statement, 2, "timestamptz", lines, Line::at);
                set(statement, 3, "text", lines, line -> line.step().name());
                set(
                        statement,
                        4,
                        "text",
                        lines,
                        line -> line.medium() == null ? null : line.medium().name());
                set(statement, 5, "text", lines, Line::result);
                set(statement, 6, "text", lines, Line::detail);
                set(statement, 7, "timestamptz", way, Passed::at);
                set(statement, 8, "text", way, Passed::element);
            }));
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(Journal.this);
        }
    }

    private static <T> void set(
            PreparedStatement statement, int parameter, String type, List<T> of, Function<T, Object> value)
            throws SQLException {
        statement.setArray(
                parameter,
                statement
                        .getConnection()
                        .createArrayOf(type, of.stream().map(value).toArray()));
    }
}
