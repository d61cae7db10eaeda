package io.ringback.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;

/**
 * The definitions of timers and other jobs, which the engine asks for whenever a token begins to wait. While a token moves, the answer
 * stands for a second; whoever changes a definition asks the database.
 */
final class JobDefinitionsInForce extends JobDefinitionManager {

    private record DefinitionById(String id) {}

    private final StandingAnswers answers;

    JobDefinitionsInForce(StandingAnswers answers) {
        this.answers = answers;
    }

    @Override
    public JobDefinitionEntity findById(String id) {
        return Context.getBpmnExecutionContext() == null
                ? super.findById(id)
                : answers.to(new DefinitionById(id), () -> super.findById(id));
    }

    @Override
    public void updateJobDefinitionSuspensionStateById(String id, SuspensionState state) {
        answers.change();
        super.updateJobDefinitionSuspensionStateById(id, state);
    }

    @Override
    public void updateJobDefinitionSuspensionStateByProcessDefinitionId(String id, SuspensionState state) {
        answers.change();
        super.updateJobDefinitionSuspensionStateByProcessDefinitionId(id, state);
    }

    @Override
    public void updateJobDefinitionSuspensionStateByProcessDefinitionKey(String key, SuspensionState state) {
        answers.change();
        super.updateJobDefinitionSuspensionStateByProcessDefinitionKey(key, state);
    }

    @Override
    public void updateJobDefinitionSuspensionStateByProcessDefinitionKeyAndTenantId(
            String key, String tenantId, SuspensionState state) {
        answers.change();
        super.updateJobDefinitionSuspensionStateByProcessDefinitionKeyAndTenantId(key, tenantId, state);
    }
}
