package io.ringback.engine;

import io.ringback.database.KeysInOrder;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.springframework.stereotype.Component;

/** The engine's ids. Its own are of version 1, whose order comes round every seven minutes. */
@Component
final class EngineKeys implements IdGenerator {

    @Override
    public String getNextId() {
        return KeysInOrder.next().toString();
    }
}
