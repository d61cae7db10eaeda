package io.ringback.cases;

import io.ringback.directory.Medium;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The journey of each case: what happened, when, through which medium, with what result. Never an address.
 *
 * <p>What a transaction writes goes to the database in one batch just before it commits, so a step pays one round trip
 * for all its lines.
 */
@Component
public class Journal {

    /** What can happen on the way. */
    public enum Step {
        CALL_FAILED,
        CALLED_AGAIN,
        JOINED,
        QUESTION,
        OFFER,
        NOTIFICATION,
        INFORMATION,
        CONNECTION,
        CONNECTION_PROGRESS,
        CLOSING,
        ASK_BACK,
        STOPPED,
        STARTED,
        HELP,
        CALLER_ANSWERED,
        CALLER_WITHDREW,
        CONTACT_MEANS_USED,
        REACHED_MEANWHILE,
        TRY_AGAIN,
        OPERATOR_NEEDED,
        OPERATOR_SENT_AGAIN,
        UNSUBSCRIBED,
        NOT_UNDERSTOOD,
        TOO_LATE,
        ENDED
    }

    private record Line(UUID caseId, Instant at, Step step, Medium medium, String result, String detail) {}

    private static final String INSERT =
            "insert into journal (case_id, at, step, medium, result, detail) values (?, ?, ?, ?, ?, ?)";

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
        pending().lines.add(new Line(caseId, clock.instant(), step, medium, result, detail));
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
        private final List<Line> lines = new ArrayList<>();

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
            jdbc.batchUpdate(INSERT, lines, lines.size(), (statement, line) -> {
                statement.setObject(1, line.caseId());
                statement.setTimestamp(2, Timestamp.from(line.at()));
                statement.setString(3, line.step().name());
                statement.setString(
                        4, line.medium() == null ? null : line.medium().name());
                statement.setString(5, line.result());
                statement.setString(6, line.detail());
            });
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(Journal.this);
        }
    }
}
