package io.ringback.engine;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DefaultCacheFactory;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.repository.DecisionDefinition;

/**
 * The engine's versions of diagrams and tables. The engine asks the database for the version in force each time that a table is
 * asked, and reads the diagram's row in each transaction; here the answer stands for a second (docs/decisions/0033).
 */
final class VersionsInForce extends DeploymentCache {

    private record TableByKey(String key) {}

    private record TableByKeyAndTenant(String key, String tenantId) {}

    private record DiagramById(String id) {}

    /** As the engine keeps by itself. */
    private static final int DEFINITIONS = 1000;

    private final StandingAnswers answers;

    VersionsInForce(ProcessEngineConfigurationImpl engine, StandingAnswers answers) {
        super(new DefaultCacheFactory(), DEFINITIONS);
        this.answers = answers;
        setDeployers(engine.getDeployers());
    }

    @Override
    public DecisionDefinition findDeployedLatestDecisionDefinitionByKey(String key) {
        return answers.to(new TableByKey(key), () -> super.findDeployedLatestDecisionDefinitionByKey(key));
    }

    @Override
    public DecisionDefinition findDeployedLatestDecisionDefinitionByKeyAndTenantId(String key, String tenantId) {
        return answers.to(
                new TableByKeyAndTenant(key, tenantId),
                () -> super.findDeployedLatestDecisionDefinitionByKeyAndTenantId(key, tenantId));
    }

    @Override
    public ProcessDefinitionEntity findDeployedProcessDefinitionById(String id) {
        return answers.to(new DiagramById(id), () -> super.findDeployedProcessDefinitionById(id));
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        answers.change();
        super.deploy(deployment);
    }

    @Override
    public void removeProcessDefinition(String id) {
        answers.change();
        super.removeProcessDefinition(id);
    }

    @Override
    public void removeDecisionDefinition(String id) {
        answers.change();
        super.removeDecisionDefinition(id);
    }

    @Override
    public void removeDeployment(String id) {
        answers.change();
        super.removeDeployment(id);
    }
}
