package io.ringback.inbox;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ringback.agenda.Lane;
import io.ringback.directory.Erased;
import io.ringback.directory.Traces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Handles stored events again: after half a second, then twice as long each time up to ten minutes, for about two hours.
 * Then the event is stuck and shown to operators, who can have it tried again. What {@link NeedsMending} is shown so at once.
 */
@Configuration(proxyBeanMethods = false)
class EventRetry implements StuckEvents, HeldUpEvents, Traces {

    private static final Logger LOG = LoggerFactory.getLogger(EventRetry.class);
    private static final TaskDescriptor<Void> TASK = Lane.EVENTS.task();
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Backoff BACKOFF = new Backoff(FIRST, Duration.ofMinutes(10));
    private static final int TRIES = 20;

    private final EventRows rows;
    private final ErasedEvents erased;
    private final StoredEvents events;
    private final Clock clock;
    private final ObjectProvider<Scheduler> scheduler;

    EventRetry(
            EventRows rows,
            ErasedEvents erased,
            StoredEvents events,
            Clock clock,
            ObjectProvider<Scheduler> scheduler) {
        this.rows = rows;
        this.erased = erased;
        this.events = events;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    @Override
    public void tryAgain(String eventId) {
        if (rows.isStuck(eventId)) {
            // One that was not given up is on the agenda for later.
            hurry(scheduler.getObject(), eventId, clock.instant());
        }
    }

    @Override
    public void handleSoon(UUID caseId) {
        rows.triedAgainOf(caseId).forEach(eventId -> hurry(scheduler.getObject(), eventId, clock.instant()));
    }

    @Override
    public void erase(Erased who) {
        erased.drop(who).forEach(this::takeOffTheAgenda);
    }

    private void takeOffTheAgenda(String eventId) {
        try {
            scheduler.getObject().cancel(TASK.instanceId(eventId));
        } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException e) {
            // It was given up, or it is being handled now: this transaction has its row, and it will find that there is
            // nothing to do.
            LOG.debug("Event {} is not on the agenda for later", eventId);
        }
    }

    /** Like {@link #scheduleNow}, also for an event that is on the agenda for later. */
    private static void hurry(Scheduler scheduler, String eventId, Instant now) {
        try {
            scheduler.schedule(
                    TASK.instance(eventId).scheduledTo(now), SchedulerClient.ScheduleOptions.WHEN_EXISTS_RESCHEDULE);
        } catch (TaskInstanceCurrentlyExecutingException e) {
            // It is being handled now, and waits for the case that this transaction has locked.
            return;
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            checkAfterCommit(scheduler);
        }
    }

    static void schedule(SchedulerClient scheduler, String eventId, Instant now) {
        scheduler.scheduleIfNotExists(TASK.instance(eventId).scheduledTo(now.plus(FIRST)));
    }

    /** Has an event handled as soon as the transaction that stores it has committed. */
    static void scheduleNow(Scheduler scheduler, String eventId, Instant now) {
        scheduler.scheduleIfNotExists(TASK.instance(eventId).scheduledTo(now));
        checkAfterCommit(scheduler);
    }

    private static void checkAfterCommit(Scheduler scheduler) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                scheduler.triggerCheckForDueExecutions();
            }
        });
    }

    @Bean
    CustomTask<Void> handleEventTask() {
        return Tasks.custom(TASK)
                // Thrown only while the database is away.
                .onFailure(new OnFailureRetryLater<>(FIRST))
                .onDeadExecutionRevive()
                .execute(this::handle);
    }

    private CompletionHandler<Void> handle(TaskInstance<Void> instance, ExecutionContext context) {
        try {
            events.handle(instance.getId());
            return new CompletionHandler.OnCompleteRemove<>();
        } catch (RuntimeException | Error e) {
            int failures = context.getExecution().consecutiveFailures + 1;
            boolean givenUp = failures >= TRIES;
            LOG.warn("Event {} could not be handled (try {}): {}", instance.getId(), failures, e.toString());
            rows.noteProblem(instance.getId(), e, givenUp);
            return (complete, operations) -> {
                if (givenUp) {
                    operations.stop();
                } else {
                    operations.reschedule(
                            ExecutionComplete.failure(complete.getExecution(), clock.instant(), clock.instant(), e),
                            // The first pause came before the first of these tries.
                            clock.instant().plus(BACKOFF.after(failures + 1)));
                }
            };
        }
    }
}
