package io.ringback.agenda;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does something again and again, on a thread of its own that keeps no node from ending. What fails is tried again the next time. */
public final class Regularly implements AutoCloseable {

    private final ScheduledExecutorService thread;

    /** @param name of its thread */
    public Regularly(String name) {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Does {@code task} from now on.
     *
     * @param every the pause before the first time, and between two
     * @param failed is told why it failed
     */
    public void begin(Duration every, Runnable task, Consumer<RuntimeException> failed) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        failed.accept(e);
                    }
                },
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Does it no more; what is being done is interrupted. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
