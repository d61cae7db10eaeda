package io.ringback.engine;

import io.ringback.engine.trial.Diagram;
import io.ringback.web.operations.cockpit.CockpitIds;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Tells which of the processes in Cockpit are cases. */
@Component
class ProcessesInCockpit implements CockpitIds {

    private final RepositoryService repository;

    ProcessesInCockpit(RepositoryService repository) {
        this.repository = repository;
    }

    @Override
    public Optional<Integer> diagramVersion(String processDefinitionId) {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionId(processDefinitionId)
                        .processDefinitionKey(Diagram.PROCESS)
                        .singleResult())
                .map(ProcessDefinition::getVersion);
    }
}
