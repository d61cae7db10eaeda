package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final AtomicBoolean noThreads = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();

    private final ThreadFactory threads = task -> {
        if (noThreads.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return new Thread(task);
    };

    @Test
    void aThreadThatCannotBeHadTakesNobodysPlace() {
        try (Workers workers = new Workers("test", () -> 1, () -> done.getAndIncrement() == 0, threads)) {
            noThreads.set(true);
            workers.wake();
            workers.look();
            assertThat(done).hasValue(0);

            noThreads.set(false);
            workers.look();

            await().until(() -> done.get() == 2);
        }
    }

    @Test
    void oneThatEndsInAnErrorLeavesItsPlace() {
        try (Workers workers = new Workers("test", () -> 1, this::failFirst, threads)) {
            workers.wake();
            await().until(() -> done.get() == 1);

            await().until(() -> {
                workers.look();
                return done.get() > 1;
            });
        }
    }

    private boolean failFirst() {
        if (done.incrementAndGet() == 1) {
            throw new LinkageError("a class is missing");
        }
        return false;
    }
}
