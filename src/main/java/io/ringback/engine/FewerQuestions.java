package io.ringback.engine;

import java.util.List;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Spares the database questions that always have the same answer (docs/decisions/0033). {@code ringback.engine.fewer-questions:
 * false} leaves the engine as it comes.
 */
@Component
@ConditionalOnBooleanProperty(name = "ringback.engine.fewer-questions", matchIfMissing = true)
final class FewerQuestions extends AbstractProcessEnginePlugin {

    private final StandingAnswers answers;

    FewerQuestions(StandingAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        OwnSessions.add(
                engine,
                new OwnSessions(EventSubscriptionManager.class, MessagesTakenAtOnce::new),
                new OwnSessions(JobManager.class, JobsInHand::new),
                new OwnSessions(JobDefinitionManager.class, () -> new JobDefinitionsInForce(answers)));
        engine.setCustomIncidentHandlers(List.of(new IncidentsOfFailedJobs()));
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        engine.setDeploymentCache(new VersionsInForce(engine, answers));
        Configuration statements = engine.getSqlSessionFactory().getConfiguration();
        WaitingInstance.addTo(statements);
        statements.addInterceptor(new OneTripWrites(statements));
    }
}
