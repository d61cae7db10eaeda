package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.delivery.Withdrawals.Due;
import io.ringback.directory.Medium;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/**
 * Asks the servers of media to withdraw messages whose matter is settled, and to replace those whose case has changed, each medium on one
 * node at a time. It is done as well as can be:
 * a server that refuses, or that cannot be asked for long, leaves a line in the journal and nothing else.
 */
@Configuration(proxyBeanMethods = false)
class WithdrawalTask {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawalTask.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Within an hour, as the pauses are; by then what was to be withdrawn has been read, or will expire at the server. */
    private static final int MOST_TRIES = 30;

    private final Withdrawals withdrawals;
    private final Adapters adapters;
    private final ObjectProvider<WithdrawalComposer> composer;
    private final ObjectProvider<Composer> composers;
    private final Failures failures;
    private final DeliveryProperties settings;
    private final Clock clock;

    WithdrawalTask(
            Withdrawals withdrawals,
            Adapters adapters,
            ObjectProvider<WithdrawalComposer> composer,
            ObjectProvider<Composer> composers,
            Failures failures,
            DeliveryProperties settings,
            Clock clock) {
        this.withdrawals = withdrawals;
        this.adapters = adapters;
        this.composer = composer;
        this.composers = composers;
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    @Bean
    Task<Void> withdrawSmsTask() {
        return task("withdraw-sms", Medium.SMS);
    }

    @Bean
    Task<Void> withdrawMmsTask() {
        return task("withdraw-mms", Medium.MMS);
    }

    @Bean
    Task<Void> withdrawInstantMessagesTask() {
        return task("withdraw-instant-message", Medium.INSTANT_MESSAGE);
    }

    private Task<Void> task(String name, Medium medium) {
        return Tasks.recurring(name, Schedules.fixedDelay(PAUSE)).execute((instance, context) -> settle(medium));
    }

    /** Withdraws and replaces all that is due. */
    void settle(Medium medium) {
        try {
            settle(Afterwards.WITHDRAW, medium);
            settle(Afterwards.REPLACE, medium);
        } catch (Adapters.NotReady e) {
            // The next time.
        } catch (DataAccessException e) {
            LOG.warn(
                    "What is to be withdrawn or replaced by {} cannot be read now; it is tried again: {}",
                    medium,
                    e.toString());
        }
    }

    private void settle(Afterwards what, Medium medium) {
        Optional<Due> due = withdrawals.next(what, medium);
        if (due.isPresent() && !adapters.does(what, medium)) {
            withdrawals.dropAll(what, medium);
            return;
        }
        while (due.isPresent()) {
            settle(due.get());
            due = withdrawals.next(what, medium);
        }
    }

    private void settle(Due due) {
        if (!due.open() || due.serverIds().isEmpty()) {
            withdrawals.drop(due);
            return;
        }
        OutboundMessage message = due.message();
        try (MDC.MDCCloseable ignored =
                MDC.putCloseable("caseId", message.caseId().toString())) {
            Map<String, String> body = body(due.what(), message);
            body.put("ids", String.join("\n", due.serverIds()));
            adapters.afterwards(due.what(), message, body);
            withdrawals.done(due);
        } catch (DataAccessException e) {
            throw e;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            failed(due, failures.read(message, e, Departure.unseen()));
        }
    }

    private Map<String, String> body(Afterwards what, OutboundMessage message) {
        if (what == Afterwards.WITHDRAW) {
            return new HashMap<>(composer.getObject().withdraw(message));
        }
        Object written = composers.stream()
                .filter(one -> one.medium() == message.medium())
                .findFirst()
                .orElseThrow(() -> new CannotBeDelivered("Nothing composes messages of this medium."))
                .compose(message)
                .body();
        if (!(written instanceof Map<?, ?> fields)) {
            throw new CannotBeDelivered("Messages of this medium are no maps of texts.");
        }
        Map<String, String> body = new HashMap<>();
        fields.forEach((name, value) -> body.put(name.toString(), value.toString()));
        return body;
    }

    private void failed(Due due, Failure failure) {
        int tries = due.failures() + 1;
        LOG.info(
                "{} {} is {} (try {}): {}",
                due.message().kind(),
                due.message().id(),
                due.what().refused,
                tries,
                failure.problem());
        if (failure instanceof Failure.Refused || tries >= MOST_TRIES) {
            withdrawals.refused(due, failure.problem());
        } else {
            withdrawals.later(due, clock.instant().plus(settings.backoff().after(tries)));
        }
    }
}
