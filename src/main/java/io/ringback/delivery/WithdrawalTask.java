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
 * Asks the servers of media to withdraw messages whose matter is settled, each medium on one node at a time. It is done as well as can be:
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
    private final Failures failures;
    private final DeliveryProperties settings;
    private final Clock clock;

    WithdrawalTask(
            Withdrawals withdrawals,
            Adapters adapters,
            ObjectProvider<WithdrawalComposer> composer,
            Failures failures,
            DeliveryProperties settings,
            Clock clock) {
        this.withdrawals = withdrawals;
        this.adapters = adapters;
        this.composer = composer;
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
        return Tasks.recurring(name, Schedules.fixedDelay(PAUSE)).execute((instance, context) -> withdraw(medium));
    }

    /** Withdraws all that is due. */
    void withdraw(Medium medium) {
        try {
            Optional<Due> due = withdrawals.next(medium);
            if (due.isPresent() && !adapters.withdraws(medium)) {
                withdrawals.dropAll(medium);
                return;
            }
            while (due.isPresent()) {
                withdraw(due.get());
                due = withdrawals.next(medium);
            }
        } catch (Adapters.NotReady e) {
            // The next time.
        } catch (DataAccessException e) {
            LOG.warn("What is to be withdrawn by {} cannot be read now; it is tried again: {}", medium, e.toString());
        }
    }

    private void withdraw(Due due) {
        if (!due.open() || due.serverIds().isEmpty()) {
            withdrawals.drop(due);
            return;
        }
        OutboundMessage message = due.message();
        try (MDC.MDCCloseable ignored =
                MDC.putCloseable("caseId", message.caseId().toString())) {
            Map<String, String> body = new HashMap<>(composer.getObject().withdraw(message));
            body.put("ids", String.join("\n", due.serverIds()));
            adapters.withdraw(message, body);
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

    private void failed(Due due, Failure failure) {
        int tries = due.failures() + 1;
        LOG.info(
                "{} {} was not withdrawn (try {}): {}",
                due.message().kind(),
                due.message().id(),
                tries,
                failure.problem());
        if (failure instanceof Failure.Refused || tries >= MOST_TRIES) {
            withdrawals.refused(due, failure.problem());
        } else {
            withdrawals.later(due, clock.instant().plus(settings.backoff().after(tries)));
        }
    }
}
