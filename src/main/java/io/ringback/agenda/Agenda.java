package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.ringback.database.Unhurried;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
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
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.getObject().triggerCheckForDueExecutions();
            }
        });
    }
}
