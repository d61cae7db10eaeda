package io.ringback.web.operations;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;

/**
 * Translates what the database refuses, as Spring does, and remembers for a while what a person has to mend there. Spring asks it
 * about each refused statement.
 */
@Component
class DatabaseErrors implements SQLExceptionTranslator {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY = "25006";

    /** By SQLSTATE (PostgreSQL, appendix A). */
    private static final Map<String, String> ADVICE = Map.of(
            "53100",
            "its disk is full: free space there",
            "53200",
            "it is out of memory: give it more",
            "53300",
            "it takes no more connections: raise max_connections, or lower the pools of the nodes",
            LOCK_NOT_AVAILABLE,
            "somebody holds a lock for long: look for them in pg_stat_activity and pg_locks, and end their transaction",
            "57014",
            "a statement took longer than it may: see what it is busy with in pg_stat_activity",
            READ_ONLY,
            "it is read-only: point spring.datasource.url at the primary");

    /** As long as a person who is told needs to look. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Refusal(String sqlState, long nanos) {}

    private final SQLExceptionTranslator usual = new SQLExceptionSubclassTranslator();
    private final LongSupplier nanos;
    private volatile Refusal last;

    @Autowired
    DatabaseErrors() {
        this(System::nanoTime);
    }

    /** @param nanos tells how time passes here: the clock of all nodes is the database's own */
    DatabaseErrors(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Spring takes a lock that is not given in time, and a server that only reads, for mistakes of ours; they pass. */
    @Override
    public DataAccessException translate(String task, String sql, SQLException refused) {
        String sqlState = refused.getSQLState();
        if (sqlState != null && ADVICE.containsKey(sqlState)) {
            last = new Refusal(sqlState, nanos.getAsLong());
        }
        if (LOCK_NOT_AVAILABLE.equals(sqlState)) {
            return new CannotAcquireLockException(task + "; a lock was not given in time", refused);
        }
        if (READ_ONLY.equals(sqlState)) {
            return new DataAccessResourceFailureException(task + "; the database is read-only", refused);
        }
        return usual.translate(task, sql, refused);
    }

    /** What the database refused within the last minute, and how to mend it; empty if nothing that a person can mend. */
    Optional<String> lately() {
        Refusal refusal = last;
        return refusal == null || nanos.getAsLong() - refusal.nanos() > REMEMBERED.toNanos()
                ? Optional.empty()
                : Optional.of("The database refuses (SQLSTATE " + refusal.sqlState() + "): "
                        + ADVICE.get(refusal.sqlState()) + ".");
    }
}
