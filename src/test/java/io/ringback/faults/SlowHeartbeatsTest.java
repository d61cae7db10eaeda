package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import io.ringback.agenda.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Between a node and the database every answer takes long; another node does not take that one for dead. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class SlowHeartbeatsTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final List<Lane> LANES = List.of(Lane.EMAIL, Lane.SMS, Lane.VOICE);
    private static final int OF_EACH = 16;

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void whatALivingNodeHasInHandIsLeftToItHoweverSlowlyItSaysThatItLives() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        try (DatabaseProxy proxy = new DatabaseProxy(database.port());
                Spine slow = Spine.from("agenda", database.by(proxy.port()), standIns())) {
            Scheduler agenda = slow.the(Scheduler.class);
            LANES.forEach(lane -> agenda.scheduleBatch(due(lane), Instant.now()));
            await().atMost(Installation.PATIENCE).until(() -> begun.get() == LANES.size() * OF_EACH);
            proxy.answerAfter(Duration.ofMillis(500));

            try (Spine other = Spine.from("agenda", database, standIns());
                    AutoCloseable end = () -> everythingIsAnswered(proxy)) {
                await("the other looks for dead ones every two heartbeats")
                        .during(HEARTBEAT.multipliedBy(10))
                        .atMost(HEARTBEAT.multipliedBy(30))
                        .until(() -> begun.get() == LANES.size() * OF_EACH);
                assertThat(other.the(Scheduler.class).getCurrentlyExecuting()).isEmpty();
            }
        }
    }

    /** Otherwise the nodes would wait for it when they stop. */
    private void everythingIsAnswered(DatabaseProxy proxy) {
        proxy.answerAfter(Duration.ZERO);
        answer.countDown();
    }

    private Object[] standIns() {
        return Stream.concat(LANES.stream().map(this::task), Stream.of(Spine.Setting.heartbeat(HEARTBEAT)))
                .toArray();
    }

    private Task<Void> task(Lane lane) {
        return Tasks.oneTime(lane.task()).execute((instance, context) -> {
            begun.incrementAndGet();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static List<TaskInstance<?>> due(Lane lane) {
        return IntStream.range(0, OF_EACH)
                .<TaskInstance<?>>mapToObj(
                        number -> lane.task().instance(String.valueOf(number)).build())
                .toList();
    }
}
