package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteReplace;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.ringback.agenda.Lane;
import io.ringback.agenda.ThisNode;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The dispatcher's agenda at db-scheduler: one task for each outbound row that has no owner, in the lane of its medium, picked by one
 * node at a time with {@code for update skip locked}. A node that dies in mid-delivery is found by its missing heartbeat, and the message is sent again;
 * with a note in the journal if it was leaving, because the server's answer to the first try is lost.
 */
@Configuration(proxyBeanMethods = false)
class DeliveryTask {

    /** What nodes of version 0.1 put down for all media. */
    private static final TaskDescriptor<Void> OF_ANY_MEDIUM = TaskDescriptor.of("deliver");

    private static final String AGAIN = " again ";

    private final Dispatcher dispatcher;
    private final SentMessages messages;
    private final WaitingMessages waiting;
    private final DeliveryProperties settings;
    private final ThisNode node;

    DeliveryTask(
            Dispatcher dispatcher,
            SentMessages messages,
            WaitingMessages waiting,
            DeliveryProperties settings,
            ThisNode node) {
        this.dispatcher = dispatcher;
        this.messages = messages;
        this.waiting = waiting;
        this.settings = settings;
        this.node = node;
    }

    @Bean
    CustomTask<Void> connectionTask() {
        return task(Lane.CONNECTIONS.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> emailTask() {
        return task(Lane.EMAIL.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> smsTask() {
        return task(Lane.SMS.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> mmsTask() {
        return task(Lane.MMS.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> instantMessageTask() {
        return task(Lane.INSTANT_MESSAGE.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> voiceTask() {
        return task(Lane.VOICE.task(), this::deliver);
    }

    @Bean
    CustomTask<Void> ofAnyMediumTask() {
        return task(OF_ANY_MEDIUM, this::handOnToItsLane);
    }

    private CustomTask<Void> task(TaskDescriptor<Void> name, ExecutionHandler<Void> work) {
        return Tasks.custom(name)
                // Thrown only while the database is away, with nothing sent or nothing left to do.
                .onFailure(new OnFailureRetryLater<>(settings.firstRetry()))
                .onDeadExecution(this::takeOver)
                .execute(work);
    }

    private CompletionHandler<Void> handOnToItsLane(TaskInstance<Void> instance, ExecutionContext context) {
        return messages.find(idOf(instance))
                .<CompletionHandler<Void>>map(
                        message -> new OnCompleteReplace<>(message.lane().task(), null))
                .orElseGet(OnCompleteRemove::new);
    }

    private CompletionHandler<Void> deliver(TaskInstance<Void> instance, ExecutionContext context) {
        return dispatcher
                .deliver(idOf(instance), Claim.Picked.of(context.getExecution()))
                .<CompletionHandler<Void>>map(DeliveryTask::tryAgain)
                .orElseGet(OnCompleteRemove::new);
    }

    private static CompletionHandler<Void> tryAgain(Dispatcher.Again again) {
        return (complete, operations) -> operations.reschedule(
                again.failed()
                        ? ExecutionComplete.failure(
                                complete.getExecution(), complete.getTimeDone(), complete.getTimeDone(), null)
                        : complete,
                again.at());
    }

    private void takeOver(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        UUID messageId = idOf(complete.getExecution().taskInstance.getId());
        if (dispatcher.isInHand(messageId) || !node.mayJudgeOthers()) {
            // Whoever has it may live: the database was away, and with it the heartbeats of all.
            return;
        }
        waiting.takeOver(messageId);
        operations.reschedule(complete, complete.getTimeDone());
    }

    /** As the first delivery of a message is called. */
    static String first(OutboundMessage message) {
        return message.id().toString();
    }

    /** Another one, which may be put down before the one before it is off the agenda. */
    static String again(OutboundMessage message, Instant at) {
        return message.id() + AGAIN + at.toEpochMilli();
    }

    private static UUID idOf(TaskInstance<Void> instance) {
        return idOf(instance.getId());
    }

    private static UUID idOf(String instance) {
        int again = instance.indexOf(AGAIN);
        return UUID.fromString(again < 0 ? instance : instance.substring(0, again));
    }
}
