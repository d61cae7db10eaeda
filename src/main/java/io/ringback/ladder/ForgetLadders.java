package io.ringback.ladder;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgets messages that have been kept long enough, on one node; all of them if none are to be kept any more. */
@Configuration(proxyBeanMethods = false)
class ForgetLadders {

    private static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int PORTION = 2_000;

    private final LadderRows rows;
    private final LadderProperties settings;
    private final Clock clock;

    ForgetLadders(LadderRows rows, LadderProperties settings, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    @Bean
    Task<Void> forgetLaddersTask() {
        return Tasks.recurring("forget-ladders", Schedules.fixedDelay(PAUSE)).execute((instance, context) -> forget());
    }

    /** What would be kept for too long before this is done again is forgotten now. */
    void forget() {
        Instant before = clock.instant().minus(settings.keep()).plus(settings.isOn() ? PAUSE : Duration.ZERO);
        int forgotten;
        do {
            forgotten = rows.forgetBefore(before, PORTION);
        } while (forgotten == PORTION);
    }
}
