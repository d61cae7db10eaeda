package io.ringback.engine;

import java.time.Clock;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.joda.time.DateTimeUtils;
import org.springframework.stereotype.Component;

/**
 * Has the engine go by the clock of all nodes: when a timer is due, and until when a job is locked. The engine tells the time by
 * Joda-Time, and that by whatever it was given.
 */
@Component
class EngineClock extends AbstractProcessEnginePlugin {

    private final Clock clock;

    EngineClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        DateTimeUtils.setCurrentMillisProvider(clock::millis);
    }
}
