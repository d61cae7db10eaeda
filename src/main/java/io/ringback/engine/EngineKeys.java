package io.ringback.engine;

import io.ringback.database.KeysInOrder;
import java.time.Clock;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.springframework.stereotype.Component;

/** The engine's ids. Its own are of version 1, whose order comes round every seven minutes. */
@Component
final class EngineKeys implements IdGenerator {

    private final Clock clock;

    EngineKeys(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String getNextId() {
        return KeysInOrder.at(clock.instant()).toString();
    }
}
