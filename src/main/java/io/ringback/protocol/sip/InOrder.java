package io.ringback.protocol.sip;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what it is given one after another, on threads of a shared pool: the events of one call, of which many go on. One that
 * fails is logged and does not hold up the next.
 */
public final class InOrder implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(InOrder.class);

    private final Executor pool;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** @param pool whose threads are borrowed */
    public InOrder(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            pool.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event came after the agent was closed");
        }
    }

    private void run() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                // What comes next must come. The message of the exception may quote the peer.
                LOG.error(
                        "An event of a call was lost to {} at {}",
                        e.getClass().getName(),
                        e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "an unknown place");
            }
        }
    }

    private Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            running = next != null;
            return next;
        }
    }
}
