package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ringback.Spine;
import io.ringback.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is due is picked lane by lane, and no more of it than a node has room for. */
class LanesTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final int PLACES = 16;

    private final JdbcClient jdbc = DATABASE.jdbc();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger mails = new AtomicInteger();
    private final AtomicInteger texts = new AtomicInteger();

    private final OneTimeTask<Void> mail = Tasks.oneTime(Lane.EMAIL.task()).execute((instance, context) -> {
        mails.incrementAndGet();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    });

    private final OneTimeTask<Void> text =
            Tasks.oneTime(Lane.SMS.task()).execute((instance, context) -> texts.incrementAndGet());

    private Spine spine;

    @BeforeEach
    void open() {
        DATABASE.clear();
        jdbc.sql("delete from scheduled_tasks").update();
        spine = Spine.from("agenda", DATABASE, mail, text);
    }

    @AfterEach
    void close() {
        answer.countDown();
        spine.close();
    }

    @Test
    void aFullLaneLeavesTheOthersTheirPlacesAndItsOwnRestToOtherNodes() {
        due(Lane.EMAIL, 40);
        await().until(() -> mails.get() == PLACES);

        due(Lane.SMS, 3);

        await().until(() -> texts.get() == 3);
        assertThat(mails).hasValue(PLACES);
        assertThat(spine.the(Lanes.class).standing())
                .contains(new Lanes.Standing(Lane.EMAIL, PLACES, PLACES, 40 - PLACES));
        assertThat(jdbc.sql("select count(*) from scheduled_tasks where picked")
                        .query(Integer.class)
                        .single())
                .isEqualTo(PLACES);
    }

    @Test
    void whatWaitedIsDoneOnceThereIsRoomAgain() {
        due(Lane.EMAIL, 40);
        await().until(() -> mails.get() == PLACES);

        answer.countDown();

        await().until(() -> mails.get() == 40);
    }

    @Test
    void whatIsHandedOverTakesPlacesOfItsLaneToo() {
        Lanes lanes = spine.the(Lanes.class);
        for (int place = 0; place < PLACES; place++) {
            assertThat(lanes.promise(Lane.EMAIL)).isTrue();
            assertThat(lanes.begin(Lane.EMAIL)).isTrue();
        }
        assertThat(lanes.promise(Lane.EMAIL)).as("one more").isFalse();
        due(Lane.EMAIL, 3);
        due(Lane.SMS, 1);
        await().until(() -> texts.get() == 1);
        assertThat(mails).hasValue(0);

        for (int place = 0; place < PLACES; place++) {
            lanes.end(Lane.EMAIL, Optional.empty());
        }

        await().until(() -> mails.get() == 3);
    }

    @Test
    void whatIsPromisedKeepsNobodyElseWaiting() {
        Lanes lanes = spine.the(Lanes.class);
        for (int place = 0; place < PLACES; place++) {
            assertThat(lanes.promise(Lane.EMAIL)).isTrue();
        }
        due(Lane.EMAIL, PLACES);
        await().until(() -> mails.get() == PLACES);

        assertThat(lanes.begin(Lane.EMAIL)).as("others have taken its place").isFalse();
    }

    @Test
    void nothingIsHandedOverWhileWhatCameFirstWaits() {
        Lanes lanes = spine.the(Lanes.class);
        due(Lane.EMAIL, 40);
        await().until(() -> mails.get() == PLACES);
        assertThat(lanes.promise(Lane.EMAIL)).isFalse();

        answer.countDown();

        await().until(() -> mails.get() == 40);
        await().until(() -> lanes.promise(Lane.EMAIL));
    }

    @Test
    void aTaskThatOnlyOtherNodesKnowIsLeftToThem() {
        jdbc.sql("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                        + " values ('of-the-next-version', '1', now() - interval '1 hour', false, 1)")
                .update();

        due(Lane.SMS, 1);

        await().until(() -> texts.get() == 1);
        assertThat(jdbc.sql("select picked from scheduled_tasks where task_name = 'of-the-next-version'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    private void due(Lane lane, int count) {
        Scheduler agenda = spine.the(Scheduler.class);
        List<TaskInstance<?>> due = IntStream.range(0, count)
                .<TaskInstance<?>>mapToObj(
                        number -> lane.task().instance(String.valueOf(number)).build())
                .toList();
        agenda.scheduleBatch(due, Instant.now());
        agenda.triggerCheckForDueExecutions();
    }
}
