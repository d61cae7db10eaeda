package io.ringback.inbox;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** So many threads as may do what there is to do, as long as there is some. One that fails leaves it until the next {@link #wake}. */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int PATIENCE_SECONDS = 10;

    private final String name;
    private final IntSupplier most;
    private final BooleanSupplier work;
    private final ExecutorService threads;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong wakes = new AtomicLong();
    private volatile boolean open = true;

    /**
     * @param most how many may be at it now
     * @param work does a part of what there is to do; false if there was nothing
     */
    Workers(String name, IntSupplier most, BooleanSupplier work) {
        this(name, most, work, daemons(name));
    }

    Workers(String name, IntSupplier most, BooleanSupplier work, ThreadFactory threads) {
        this.name = name;
        this.most = most;
        this.work = work;
        this.threads = Executors.newCachedThreadPool(threads);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** There is something to do. */
    void wake() {
        wakes.incrementAndGet();
        join();
    }

    /** There may be something to do: if nobody is at it, one looks. */
    void look() {
        if (running.get() == 0) {
            wake();
        }
    }

    private void join() {
        if (open && mayBegin()) {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException e) {
                // It has been closed just now.
                running.decrementAndGet();
            } catch (RuntimeException | Error e) {
                // Those that are at it go on, and whoever wakes them next tries again.
                running.decrementAndGet();
                LOG.warn("{} gets no thread: {}", name, e.toString());
            }
        }
    }

    private boolean mayBegin() {
        int now = running.get();
        while (now < most.getAsInt()) {
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
            now = running.get();
        }
        return false;
    }

    /** Not all of them, if fewer may be at it now. */
    private boolean leaves() {
        int now = running.get();
        while (now > most.getAsInt()) {
            if (running.compareAndSet(now, now - 1)) {
                return true;
            }
            now = running.get();
        }
        return false;
    }

    private void run() {
        long seen = wakes.get();
        boolean left = false;
        boolean failed = true;
        try {
            left = leaves();
            while (!left && open && work.getAsBoolean()) {
                seen = wakes.get();
                join();
                left = leaves();
            }
            failed = false;
        } catch (RuntimeException | Error e) {
            LOG.warn("{} cannot go on now: {}", name, e.toString());
        } finally {
            if (!left) {
                running.decrementAndGet();
            }
        }
        // Whoever woke them meanwhile may have found no room for another.
        if (!failed && wakes.get() != seen) {
            join();
        }
    }

    boolean isOpen() {
        return open;
    }

    /** What is in hand is done to its end, if that does not take long. */
    @Override
    public void close() {
        open = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} is still at work; what it has in hand is rolled back and done again later", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
