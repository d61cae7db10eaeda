package io.ringback.engine;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Which history the engine writes: none, as the way of each token is in Ringback's journal (docs/decisions/0033). {@code
 * ringback.engine.history: true} brings back the engine's own, for those who have reports on it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class EngineHistory extends AbstractProcessEnginePlugin {

    /** Of nothing but that an instance has been migrated, which is how Ringback hears of that. */
    private static final HistoryLevel MIGRATIONS = new HistoryLevel() {

        /** The same for both, as the engine does not start with another level than the one that its database began with. */
        @Override
        public int getId() {
            return HISTORY_LEVEL_ACTIVITY.getId();
        }

        @Override
        public String getName() {
            return "migrations";
        }

        @Override
        public boolean isHistoryEventProduced(HistoryEventType event, Object about) {
            return event == HistoryEventTypes.PROCESS_INSTANCE_MIGRATE;
        }
    };

    private final boolean kept;

    EngineHistory(@Value("${ringback.engine.history:false}") boolean kept) {
        this.kept = kept;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setHistoryLevel(kept ? HistoryLevel.HISTORY_LEVEL_ACTIVITY : MIGRATIONS);
        engine.setEnableDefaultDbHistoryEventHandler(kept);
    }
}
