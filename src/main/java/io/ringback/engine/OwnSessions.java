package io.ringback.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Has the engine use a manager of ours in place of its own; each command has one of its own.
 *
 * @param replaced the engine's
 * @param ours makes one
 */
record OwnSessions(Class<?> replaced, Supplier<Session> ours) implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
        return replaced;
    }

    @Override
    public Session openSession() {
        return ours.get();
    }

    /** Has {@code engine} use these beside those that it was given before. */
    static void add(ProcessEngineConfigurationImpl engine, OwnSessions... sessions) {
        List<SessionFactory> all = new ArrayList<>(List.of(sessions));
        if (engine.getCustomSessionFactories() != null) {
            all.addAll(engine.getCustomSessionFactories());
        }
        engine.setCustomSessionFactories(all);
    }
}
