package io.ringback.agenda;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has db-scheduler pick by lanes, and by the clock of all nodes. */
@Configuration(proxyBeanMethods = false)
class AgendaConfiguration {

    @Bean
    DbSchedulerCustomizer byLanes(Lanes lanes, ObjectProvider<Task<?>> tasks) {
        LaneByLane picks =
                new LaneByLane(lanes, () -> tasks.stream().map(Task::getName).collect(Collectors.toUnmodifiableSet()));
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<JdbcCustomization> jdbcCustomization() {
                return Optional.of(picks);
            }

            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new NoTaskData());
            }

            /** What is picked has a place, so it starts at once: the lanes are the bound, and not the number of threads. */
            @Override
            public Optional<ExecutorService> executorService() {
                return Optional.of(Executors.newCachedThreadPool(threads()));
            }
        };
    }

    /** Heartbeats, and what is due, are by the clock that all nodes share. */
    @Bean
    com.github.kagkarlsson.scheduler.Clock agendaClock(Clock clock) {
        return clock::instant;
    }

    private static ThreadFactory threads() {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, "agenda-" + count.incrementAndGet());
    }
}
