package io.ringback.delivery;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.ringback.cases.CaseEvents;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells what happens to cases by the route at {@code direct:case-event}, on one node at a time; nothing while no such route runs. */
@Configuration(proxyBeanMethods = false)
class CaseEventsTask {

    private static final Logger LOG = LoggerFactory.getLogger(CaseEventsTask.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CaseEvents events;
    private final CloudEvents written;
    private final Adapters adapters;

    CaseEventsTask(CaseEvents events, CloudEvents written, Adapters adapters) {
        this.events = events;
        this.written = written;
        this.adapters = adapters;
    }

    @Bean
    Task<Void> tellCaseEventsTask() {
        return Tasks.recurring("tell-case-events", Schedules.fixedDelay(PAUSE)).execute((instance, context) -> tell());
    }

    private void tell() {
        try {
            while (adapters.isFollowed() && events.tell(event -> adapters.tell(event.caseId(), written.of(event)))) {
                // A portion at a time.
            }
        } catch (Adapters.NotReady e) {
            // The next time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn(
                    "What happens to cases cannot be told to those who follow it; it is tried again: {}", e.toString());
        }
    }
}
