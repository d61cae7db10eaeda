package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.failedcall.Cause;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The variables of an instance stand in one row, and whoever asks for one of them cannot tell. */
class OneRowOfVariablesTest extends ProcessTestBase {

    private String instance;

    @BeforeEach
    void aCaseThatWaits() {
        UUID caseId = callFails(Cause.BUSY);
        instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseId.toString()).list().stream()
                .map(ProcessInstance::getId)
                .findFirst()
                .orElseThrow();
    }

    private List<String> rows() {
        return jdbc.sql("select name_ from act_ru_variable where proc_inst_id_ = ? order by 1")
                .param(instance)
                .query(String.class)
                .list();
    }

    private String row() {
        return jdbc.sql("select text_ from act_ru_variable where proc_inst_id_ = ? and name_ = ?")
                .params(instance, VariablesTogether.NAME)
                .query(String.class)
                .single();
    }

    @Test
    void whatTheTablesDecidedIsInOneRow() {
        assertThat(rows()).containsExactly(VariablesTogether.NAME);
        assertThat(row()).contains("\"questionMedium\":\"EMAIL\"");
    }

    @Test
    void eachIsReadByItsNameAsEver() {
        assertThat(runtime.getVariable(instance, "questionMedium")).isEqualTo("EMAIL");
        assertThat(runtime.getVariables(instance, List.of("questionMedium", "nobody knows it")))
                .isEqualTo(Map.of("questionMedium", "EMAIL"));
        assertThat(runtime.getVariables(instance)).containsKeys("questionMedium", "waitForAnswer", "consent");
    }

    @Test
    void eachIsChangedAndRemovedByItsName() {
        runtime.setVariable(instance, "waitForAnswer", "PT7M");
        runtime.setVariable(instance, "tries", 3);
        runtime.setVariable(instance, "share", 0.5);
        runtime.setVariable(instance, "sure", true);
        runtime.setVariable(instance, "unknown", null);
        runtime.removeVariable(instance, "consent");

        assertThat(rows()).containsExactly(VariablesTogether.NAME);
        assertThat(runtime.getVariables(instance))
                .containsEntry("waitForAnswer", "PT7M")
                .containsEntry("tries", 3)
                .containsEntry("share", 0.5)
                .containsEntry("sure", true)
                .containsEntry("unknown", null)
                .doesNotContainKey("consent");
    }

    @Test
    void whatJsonDoesNotGiveBackAsItWasHasItsOwnRow() {
        runtime.setVariable(instance, "long", 3L);
        runtime.setVariable(instance, "story", "x".repeat(3990));

        assertThat(rows()).containsExactly("long", "story", VariablesTogether.NAME);
        assertThat(runtime.getVariables(instance)).containsEntry("long", 3L).containsKeys("story", "questionMedium");
    }

    @Test
    void aVariableThatGrowsTooLongLeavesTheRow() {
        runtime.setVariable(instance, "questionMedium", "x".repeat(3990));

        assertThat(rows()).containsExactly("questionMedium", VariablesTogether.NAME);
        assertThat(row()).doesNotContain("questionMedium");
        assertThat((String) runtime.getVariable(instance, "questionMedium")).hasSize(3990);
    }

    @Test
    void whatSomebodyWroteThereByHandCounts() {
        runtime.setVariable(instance, VariablesTogether.NAME, "{\"waitForAnswer\":\"PT8M\"}");
        assertThat(runtime.getVariable(instance, "waitForAnswer")).isEqualTo("PT8M");

        runtime.setVariable(instance, VariablesTogether.NAME, "{\"waitForAnswer\":[],\"consent\":\"ASK\"}");
        assertThat(runtime.getVariable(instance, "waitForAnswer")).isNull();
        assertThat(runtime.getVariable(instance, "consent")).isEqualTo("ASK");

        runtime.setVariable(instance, VariablesTogether.NAME, "no JSON");
        runtime.setVariable(instance, "waitForAnswer", "PT9M");
        assertThat(row()).isEqualTo("{\"waitForAnswer\":\"PT9M\"}");
    }

    @Test
    void theRowGoesWithItsInstance() {
        runtime.deleteProcessInstance(instance, "over");
        assertThat(rows()).isEmpty();
    }
}
