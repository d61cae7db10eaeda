package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ringback.BesideOthers;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes whose machines are two minutes apart: neither takes what the other has in hand, and what is due is due for both. */
@BesideOthers
class ClocksApartTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    /** So that a living node that is given no time to run for a moment is not taken for dead. */
    private static final Duration DEAD = HEARTBEAT.multipliedBy(4);

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final CountDownLatch theEnd = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger takenOver = new AtomicInteger();

    private final Spine behind = node(Duration.ofMinutes(-1));
    private Spine ahead;

    @BeforeEach
    void clear() {
        jdbc.sql("delete from scheduled_tasks").update();
    }

    @AfterEach
    void close() {
        theEnd.countDown();
        ahead.close();
        behind.close();
    }

    @Test
    void neitherTakesTheLivingWorkOfTheOther() {
        due(behind, "of the one behind", Duration.ZERO);
        await().until(() -> begun.get() == 1);
        ahead = node(Duration.ofMinutes(1));
        due(ahead, "of either", Duration.ZERO);
        await().until(() -> begun.get() == 2);

        // Long enough that each would have been taken for dead by the other several times.
        Instant since = databaseTime();
        await().atMost(Duration.ofMinutes(1)).until(() -> databaseTime().isAfter(since.plus(DEAD.multipliedBy(3))));

        assertThat(takenOver).hasValue(0);
        assertThat(begun).hasValue(2);
    }

    @Test
    void whatOnePutsDownForLaterIsDueThenForBoth() {
        ahead = node(Duration.ofMinutes(1));
        due(behind, "soon", Duration.ofSeconds(2));
        due(ahead, "much later", Duration.ofSeconds(50));

        await().until(() -> begun.get() == 1);
        assertThat(jdbc.sql("select execution_time - now() from scheduled_tasks where task_instance = 'much later'"
                                + " and execution_time between now() and now() + interval '50 s'")
                        .query()
                        .listOfRows())
                .hasSize(1);
        assertThat(jdbc.sql("select count(*) from scheduled_tasks where task_instance = 'soon' and last_heartbeat"
                                + " between execution_time - interval '1 s' and now() + interval '1 s'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private static void due(Spine node, String instance, Duration in) {
        Instant at = node.the(Clock.class).instant().plus(in);
        Scheduler agenda = node.the(Scheduler.class);
        agenda.scheduleBatch(List.of(Lane.EMAIL.task().instance(instance).build()), at);
        agenda.triggerCheckForDueExecutions();
    }

    private Spine node(Duration wrong) {
        CustomTask<Void> hangs = Tasks.custom(Lane.EMAIL.task())
                .onDeadExecution((complete, operations) -> takenOver.incrementAndGet())
                .execute((instance, context) -> {
                    begun.incrementAndGet();
                    try {
                        theEnd.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return (complete, operations) -> operations.remove();
                });
        return Spine.from("agenda", DATABASE, hangs, Spine.Setting.heartbeat(HEARTBEAT), clockOfAMachine(wrong));
    }

    private Clock clockOfAMachine(Duration wrong) {
        return new DatabaseClock(this::databaseTime, () -> System.nanoTime() + wrong.toNanos());
    }

    private Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
    }
}
