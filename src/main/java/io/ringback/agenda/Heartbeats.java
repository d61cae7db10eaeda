package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.CurrentlyExecuting;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says of all that this node has in hand that it lives, in one statement. db-scheduler says so too, of one after another: with a
 * database that takes half a second for each, the last of forty would look dead, and another node would send it once more. What it
 * says late and of the past does not count (V20).
 */
@Component
class Heartbeats implements SmartInitializingSingleton, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final JdbcClient jdbc;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;
    private final Duration every;
    private final Regularly beats = new Regularly("heartbeats");

    Heartbeats(
            LifeSigns signs,
            ObjectProvider<Scheduler> scheduler,
            Clock clock,
            @Value("${db-scheduler.heartbeat-interval:800ms}") Duration every) {
        this.jdbc = signs.jdbc();
        this.scheduler = scheduler;
        this.clock = clock;
        this.every = every;
    }

    /** Not before: to ask for the agenda from another thread while it is being made holds up the start for ever. */
    @Override
    public void afterSingletonsInstantiated() {
        // So much the worse if failures last: after four of these the other nodes take over.
        beats.begin(
                every,
                this::beat,
                e -> LOG.warn("That this node lives cannot be said now; it is tried again: {}", e.toString()));
    }

    private void beat() {
        Scheduler agenda = scheduler.getIfAvailable();
        if (agenda != null) {
            live(agenda.getCurrentlyExecuting().stream()
                    .map(CurrentlyExecuting::getExecution)
                    .toList());
        }
    }

    /** What another node has taken over meanwhile has another version, and stays with it. */
    private void live(List<Execution> inHand) {
        if (inHand.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update scheduled_tasks t set last_heartbeat = :now
                          from unnest(:tasks::text[], :instances::text[], :versions::int8[]) as mine (task, instance, version)
                         where t.task_name = mine.task and t.task_instance = mine.instance
                           and t.version = mine.version and t.picked
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("tasks", inHand.stream().map(Execution::getTaskName).toArray(String[]::new))
                .param(
                        "instances",
                        inHand.stream().map(one -> one.taskInstance.getId()).toArray(String[]::new))
                .param("versions", inHand.stream().map(one -> one.version).toArray(Long[]::new))
                .update();
    }

    @Override
    public void destroy() {
        beats.close();
    }
}
