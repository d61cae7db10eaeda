package io.ringback.engine;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.PersistenceSession;
import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Has the engine keep the variables of an instance in one row (docs/decisions/0039). With {@code ringback.engine.one-row: false} it adds
 * no more to such rows, and reads those that are there.
 */
@Component
final class OneRowOfVariables extends AbstractProcessEnginePlugin {

    private final boolean together;

    OneRowOfVariables(@Value("${ringback.engine.one-row:true}") boolean together) {
        this.together = together;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        OwnSessions.add(
                engine,
                new OwnSessions(VariableInstanceManager.class, VariablesApart::new),
                new OwnSessions(
                        DbEntityManager.class,
                        () -> new EntitiesInHand(
                                engine.getIdGenerator(),
                                Context.getCommandContext().getSession(PersistenceSession.class),
                                together)));
    }
}
