package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who waits for an answer goes before what is stored, but nothing that is stored waits for ever. */
class DrainPaceTest {

    private static final int WORKERS = 4;

    private static final int BATCH = 10;

    /** More senders than the workers take at a time. */
    private static final int MANY = WORKERS * BATCH + 1;

    private final BurstProperties settings = new BurstProperties(8, WORKERS, BATCH, 1000);
    private final Backlog backlog = new Backlog(settings);
    private final AtomicLong now = new AtomicLong();
    private final DrainPace pace = new DrainPace(settings, backlog, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void storing(int senders) {
        while (backlog.storing() < senders) {
            backlog.beginStoring();
        }
        while (backlog.storing() > senders) {
            backlog.endStoring();
        }
    }

    @Test
    void eachWhoWaitsForAnAnswerTakesThePlaceOfOneButForTheLast() {
        assertThat(pace.workers()).isEqualTo(WORKERS);
        for (int people = 1; people <= WORKERS + 2; people++) {
            backlog.beginAnswer();
            assertThat(pace.workers()).isEqualTo(Math.max(1, WORKERS - people));
        }
    }

    @Test
    void noneIsAtItWhileASwitchTellsMoreThanThereAreWorkersAndForASecondAfterThat() {
        storing(MANY);
        assertThat(pace.workers()).isZero();

        storing(0);
        pass(Duration.ofMillis(999));
        assertThat(pace.workers()).as("the next group is on its way").isZero();

        pass(Duration.ofMillis(2));
        assertThat(pace.workers()).isEqualTo(WORKERS);
    }

    @Test
    void noneIsAtItWhileMoreComeInASecondThanTheWorkersTakeAtATime() {
        for (int call = 1; call <= WORKERS * BATCH; call++) {
            backlog.grows();
        }
        assertThat(pace.workers()).as("they have their hands full").isEqualTo(WORKERS);

        backlog.grows();
        assertThat(pace.workers()).isZero();

        pass(Duration.ofSeconds(1));
        assertThat(pace.workers()).isEqualTo(WORKERS);
        for (int call = 1; call <= 3 * WORKERS * BATCH; call++) {
            pass(Duration.ofMillis(30));
            backlog.grows();
            assertThat(pace.workers()).as("33 in each second").isEqualTo(WORKERS);
        }
    }

    @Test
    void whatIsStoredWaitsAMinuteForThatAtMost() {
        storing(MANY);
        for (int tenths = 0; tenths < 600; tenths++) {
            assertThat(pace.workers()).isZero();
            pass(Duration.ofMillis(100));
        }

        assertThat(pace.workers()).isOne();
        pass(Duration.ofMillis(100));
        assertThat(pace.workers()).as("until the switch is done").isOne();
    }

    @Test
    void afterAQuietSecondTheMinuteBeginsAnew() {
        whatIsStoredWaitsAMinuteForThatAtMost();
        storing(0);
        pass(Duration.ofSeconds(1));
        assertThat(pace.workers()).isEqualTo(WORKERS);

        storing(MANY);

        assertThat(pace.workers()).isZero();
    }
}
