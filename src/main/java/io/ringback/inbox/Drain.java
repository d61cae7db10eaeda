package io.ringback.inbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Handles what is accepted and not handled yet, in batches. It looks once a second for what another node could not handle any more. While
 * people and senders wait for an answer, they go first ({@link DrainPace}).
 */
@Component
class Drain implements SmartLifecycle {

    private final StoredEvents events;
    private final Backlog backlog;
    private final BurstProperties settings;
    private final ObjectProvider<Scheduler> scheduler;
    private final DrainPace pace;
    private volatile Workers workers;
    private ScheduledExecutorService looks;

    Drain(StoredEvents events, Backlog backlog, BurstProperties settings, ObjectProvider<Scheduler> scheduler) {
        this.scheduler = scheduler;
        this.events = events;
        this.backlog = backlog;
        this.settings = settings;
        this.pace = new DrainPace(settings, backlog, System::nanoTime);
    }

    @Override
    public synchronized void start() {
        workers = new Workers("drain", pace::workers, this::drain);
        looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "drain-looks");
            thread.setDaemon(true);
            return thread;
        });
        looks.scheduleWithFixedDelay(workers::look, 0, 1, TimeUnit.SECONDS);
    }

    /** Something has been accepted. */
    void wake() {
        Workers now = workers;
        if (now != null) {
            now.wake();
        }
    }

    private boolean drain() {
        if (!isReady()) {
            return false;
        }
        long mark = backlog.mark();
        int handled = events.handleAccepted(settings.batch());
        if (handled == 0) {
            backlog.isEmpty(mark);
        } else if (handled == settings.batch()) {
            // There may be more, of another node even.
            backlog.grows();
        }
        return handled > 0;
    }

    /** What the agenda waits for before it starts, the routes above all, a case that opens needs too. */
    private boolean isReady() {
        return scheduler.stream().anyMatch(agenda -> agenda.getSchedulerState().isStarted());
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }

    /** First of all, while the database can still be reached. */
    @Override
    public synchronized void stop() {
        looks.shutdownNow();
        workers.close();
        workers = null;
    }
}
