package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.database.Unhurried;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where is put down what any node may do, once its time has come. */
@Component
public class Agenda {

    /** As db-scheduler writes it, in the trip of another statement, and with the tries before. */
    private static final String INSERT = Unhurried.write("""
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, consecutive_failures)
            values (?, ?, ?, false, 1, ?)
            """);

    /** Along the key, whose order puts a letter behind what may follow an id, whichever collation the database has. */
    private static final String OF_THESE = """
             from unnest(cast(? as text[])) as of (id)
            where t.task_name = ? and t.task_instance between of.id and of.id || 'zzzz'
              and starts_with(t.task_instance, of.id) and not t.picked
            """;

    /** What was due so long ago is before all that is due now. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    Agenda(JdbcClient jdbc, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Has something done once this transaction is committed.
     *
     * @param instance what is not on the agenda of the lane yet
     * @param at not before
     * @param failures how often it was tried in vain so far
     */
    public void put(Lane lane, String instance, Instant at, int failures) {
        jdbc.sql(INSERT)
                .params(lane.task().getTaskName(), instance, Timestamp.from(at), failures)
                .update();
        if (at.isAfter(clock.instant())) {
            return;
        }
        lookAfterCommit();
    }

    /**
     * Has what waits for its time done now.
     *
     * @param ids with one of which the name of an instance in the lane begins; what is in somebody's hand is left to them
     * @return how many
     */
    public int hurry(Lane lane, Collection<UUID> ids) {
        Timestamp now = Timestamp.from(clock.instant());
        int hurried = jdbc.sql(
                        "update scheduled_tasks t set execution_time = ?" + OF_THESE + " and t.execution_time > ?")
                .params(now, texts(ids), lane.task().getTaskName(), now)
                .update();
        lookAfterCommit();
        return hurried;
    }

    /**
     * Has what is due anyway done before all else that is due in the lane.
     *
     * @param ids as in {@link #hurry}
     */
    public void letGoFirst(Lane lane, Collection<UUID> ids) {
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp ahead = Timestamp.from(clock.instant().minus(AHEAD));
        jdbc.sql("update scheduled_tasks t set execution_time = ?" + OF_THESE
                        + " and t.execution_time <= ? and t.execution_time > ?")
                .params(ahead, texts(ids), lane.task().getTaskName(), now, ahead)
                .update();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private void lookAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }
}
