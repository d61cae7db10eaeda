package io.ringback.web.operations.acts;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The agenda of batches: any node goes on with one, also after the node that had it has died. */
@Configuration(proxyBeanMethods = false)
class BatchTask {

    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of("operators-batch");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration UNCONFIRMED = Duration.ofHours(1);
    private static final Duration HOURLY = Duration.ofHours(1);
    private static final Duration RAISED_EVERY = Duration.ofSeconds(5);

    private final BatchRunner runner;
    private final Batches batches;
    private final CaseNotes notes;
    private final CaseActs engine;
    private final Clock clock;
    private final Duration kept;

    BatchTask(
            BatchRunner runner,
            Batches batches,
            CaseNotes notes,
            CaseActs engine,
            Clock clock,
            @Value("${ringback.keep.operator-acts:365d}") Duration kept) {
        this.runner = runner;
        this.batches = batches;
        this.notes = notes;
        this.engine = engine;
        this.clock = clock;
        this.kept = kept;
    }

    @Bean
    CustomTask<Void> operatorsBatchTask() {
        return Tasks.custom(TASK)
                // Thrown only while the database is away.
                .onFailure(new OnFailureRetryLater<>(SOON))
                .onDeadExecutionRevive()
                .execute(this::goOn);
    }

    private CompletionHandler<Void> goOn(TaskInstance<Void> instance, ExecutionContext context) {
        boolean more = runner.goOn(UUID.fromString(instance.getId()), () -> context.getSchedulerState()
                .isShuttingDown());
        return more
                ? (complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(SOON))
                : new CompletionHandler.OnCompleteRemove<>();
    }

    /** What people write whose cases go first may come to wait at any time. */
    @Bean
    Task<Void> raisedCasesTask() {
        return Tasks.recurring("raised-cases", Schedules.fixedDelay(RAISED_EVERY))
                .execute((instance, context) -> letRaisedGoFirst());
    }

    void letRaisedGoFirst() {
        List<UUID> raised = notes.raised();
        if (!raised.isEmpty()) {
            engine.letGoFirst(raised);
        }
    }

    @Bean
    Task<Void> forgetBatchesTask() {
        return Tasks.recurring("forget-batches", Schedules.fixedDelay(HOURLY)).execute((instance, context) -> forget());
    }

    void forget() {
        Instant now = clock.instant();
        batches.forget(now.minus(UNCONFIRMED), now.minus(kept));
    }

    /** Puts a confirmed batch on the agenda, in the transaction that confirms it. */
    static void put(ObjectProvider<Scheduler> scheduler, UUID batch, Instant now) {
        scheduler.ifAvailable(agenda -> agenda.schedule(
                TASK.instance(batch.toString()).scheduledTo(now), ScheduleOptions.WHEN_EXISTS_DO_NOTHING));
    }
}
