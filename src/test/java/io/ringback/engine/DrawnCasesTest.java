package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.engine.trial.Diagram;
import io.ringback.web.operations.story.CaseDiagrams;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the page of a case is told of the engine. */
class DrawnCasesTest extends CasePlaces {

    @Autowired
    private RepositoryService repository;

    @Test
    void aCaseIsDrawnOnTheVersionThatItRunsOnAlsoAfterAMigration() throws Exception {
        CaseDiagrams drawn = new DrawnCases(jdbc, repository);
        UUID caseId = caseAt(Place.ASKING);
        ProcessDefinition from = latest();
        assertThat(versionOf(caseId)).isEqualTo(from.getVersion());

        CaseDiagrams.Version version = drawn.version(versionOf(caseId)).orElseThrow();
        assertThat(version.xml()).contains("<bpmn:definitions");
        assertThat(version.names()).containsEntry("WaitForAnswer", "Wait for the answer");
        assertThat(drawn.standing(processOf(caseId)).here()).containsExactly("WaitForAnswer");
        assertThat(drawn.waiting()).contains(new CaseDiagrams.Waiting("WaitForAnswer", 1));

        String deployment = repository
                .createDeployment()
                .addString("again.bpmn", version.xml())
                .deploy()
                .getId();
        try {
            runtime.newMigration(runtime.createMigrationPlan(from.getId(), latest().getId())
                            .mapEqualActivities()
                            .build())
                    .processInstanceIds(processOf(caseId))
                    .execute();
            assertThat(versionOf(caseId)).isEqualTo(from.getVersion() + 1);
        } finally {
            runtime.deleteProcessInstance(processOf(caseId), "enough");
            repository.deleteDeployment(deployment, true, true, true);
        }
        assertThat(versionOf(caseId)).isEqualTo(from.getVersion() + 1);
        assertThat(drawn.version(from.getVersion() + 1)).isEmpty();
    }

    @Test
    void whatDoesNotGoOnIsNamedWithItsPlace() throws Exception {
        CaseDiagrams drawn = new DrawnCases(jdbc, repository);
        String process = processOf(caseAt(Place.QUESTION_TO_MEND));

        assertThat(drawn.standing(process).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.element()).isEqualTo("SendQuestionAgain"));
        assertThat(drawn.problems(List.of(process, "another"))).containsExactly(Map.entry(process, 1));
    }

    private ProcessDefinition latest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(Diagram.PROCESS)
                .latestVersion()
                .singleResult();
    }

    private Integer versionOf(UUID caseId) {
        return jdbc.sql("select diagram_version from failed_call_case where id = ?")
                .param(caseId)
                .query(Integer.class)
                .single();
    }
}
