package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.database.Unhurried;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
     * @param instances of which those that are on the agenda of the lane, and in nobody's hand, are meant
     * @return how many
     */
    public int hurry(Lane lane, Collection<String> instances) {
        Instant now = clock.instant();
        int hurried = jdbc.sql("update scheduled_tasks set execution_time = ?"
                        + " where task_name = ? and task_instance = any (?) and not picked and execution_time > ?")
                .params(
                        Timestamp.from(now),
                        lane.task().getTaskName(),
                        instances.toArray(String[]::new),
                        Timestamp.from(now))
                .update();
        lookAfterCommit();
        return hurried;
    }

    /** Has what is due anyway done before all else that is due in the lane. */
    public void letGoFirst(Lane lane, Collection<String> instances) {
        Instant now = clock.instant();
        jdbc.sql("update scheduled_tasks set execution_time = ? where task_name = ? and task_instance = any (?)"
                        + " and not picked and execution_time <= ? and execution_time > ?")
                .params(
                        Timestamp.from(now.minus(AHEAD)),
                        lane.task().getTaskName(),
                        instances.toArray(String[]::new),
                        Timestamp.from(now),
                        Timestamp.from(now.minus(AHEAD)))
                .update();
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
