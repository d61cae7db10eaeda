package io.ringback.telephony.callcontrol;

import io.ringback.protocol.sip.InOrder;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of calls: for their events, for what waits for the database, and for timers. */
final class CallThreads implements Timers {

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration FAREWELL = Duration.ofSeconds(10);
    private static final int WRITERS = 4;

    private final ExecutorService events;
    private final ExecutorService writers;
    private final ScheduledThreadPoolExecutor timers;
    private final ScheduledFuture<?> sweep;

    /**
     * @param name of the threads
     * @param sweep what is done every minute
     */
    CallThreads(String name, Runnable sweep) {
        events = Executors.newFixedThreadPool(
                Math.max(2, Runtime.getRuntime().availableProcessors()), task -> new Thread(task, name));
        writers = Executors.newFixedThreadPool(WRITERS, task -> new Thread(task, name + "-records"));
        timers = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, name + "-timers"));
        timers.setRemoveOnCancelPolicy(true);
        this.sweep = timers.scheduleWithFixedDelay(
                () -> writers.execute(sweep), SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For the events of one call. */
    Executor events() {
        return new InOrder(events);
    }

    /** For what waits for the database, of one call. */
    Executor records() {
        return new InOrder(writers);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        ScheduledFuture<?> timer = timers.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    /** How many timers wait. */
    int waiting() {
        return timers.getQueue().size() - (sweep.isDone() ? 0 : 1);
    }

    /** Waits until all calls have ended and that has been recorded, but not for long. */
    void end(BooleanSupplier allEnded) {
        long patience = System.nanoTime() + FAREWELL.toNanos();
        while (!allEnded.getAsBoolean() && System.nanoTime() < patience) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        timers.shutdownNow();
        end(events);
        end(writers);
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
