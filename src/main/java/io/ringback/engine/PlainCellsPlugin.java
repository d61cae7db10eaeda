package io.ringback.engine;

import io.ringback.engine.trial.DecidedTables;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Puts {@link PlainCells} and {@link CellsAskedOnce} before the FEEL engine, {@link FactsOnDemand} before each table and
 * {@link DecidedTables} behind it, and has its result not written ({@link UnwrittenObjects}).
 * The engine offers no other way than its own classes.
 */
@Component
final class PlainCellsPlugin extends AbstractProcessEnginePlugin {

    private final FactsOnDemand facts;

    PlainCellsPlugin(FactsOnDemand facts) {
        this.facts = facts;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        DefaultDmnEngineConfiguration tables = tables();
        tables.getCustomPostDecisionTableEvaluationListeners().add(new DecidedTables());
        SeveralRows.leaveToDecidedTables(tables.getTransformer().getHitPolicyHandlerRegistry());
        engine.setDmnEngineConfiguration(tables);
        engine.setCustomPreVariableSerializers(List.of(new UnwrittenObjects()));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.setDmnEngine(facts.before(engine.getDmnEngine()));
    }

    /** Answers tables as in cases, whatever they say. */
    static DmnEngine engineForTrials() {
        return tables().buildEngine();
    }

    /** How the engine of cases reads tables, before it is built. */
    static DefaultDmnEngineConfiguration tables() {
        DefaultDmnEngineConfiguration tables =
                (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        tables.setFeelEngineFactory(
                () -> new PlainCells(new CellsAskedOnce(new ScalaFeelEngineFactory().createInstance())));
        return tables;
    }
}
