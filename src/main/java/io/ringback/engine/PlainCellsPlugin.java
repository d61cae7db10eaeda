package io.ringback.engine;

import io.ringback.engine.trial.DecidedTables;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Puts {@link PlainCells} before the FEEL engine, and {@link DecidedTables} behind each table. The engine offers no other way
 * than its own classes.
 */
@Component
final class PlainCellsPlugin extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        DefaultDmnEngineConfiguration tables = tables();
        tables.getCustomPostDecisionTableEvaluationListeners().add(new DecidedTables());
        SeveralRows.leaveToDecidedTables(tables.getTransformer().getHitPolicyHandlerRegistry());
        engine.setDmnEngineConfiguration(tables);
    }

    /** Answers tables as in cases, whatever they say. */
    static DmnEngine engineForTrials() {
        return tables().buildEngine();
    }

    private static DefaultDmnEngineConfiguration tables() {
        DefaultDmnEngineConfiguration tables =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        tables.setFeelEngineFactory(() -> new PlainCells(new ScalaFeelEngineFactory().createInstance()));
        return tables;
    }
}
