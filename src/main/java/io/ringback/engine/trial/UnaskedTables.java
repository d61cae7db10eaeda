package io.ringback.engine.trial;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.NamedElement;

/** Tables beside the diagrams that none of them asks: mostly one of the two has been given another id. */
final class UnaskedTables {

    private static final Set<TableContract> OF_SAMPLES =
            EnumSet.of(TableContract.CALL_RETURNED, TableContract.CALLER_DIALS);

    private UnaskedTables() {}

    /**
     * Warns of each, but for those that are there for samples.
     *
     * @param tables by the name of their file
     * @param findings likewise
     */
    static void warn(
            Collection<BpmnModelInstance> diagrams,
            Map<String, DmnModelInstance> tables,
            Map<String, FileFindings> findings) {
        if (diagrams.isEmpty()) {
            return;
        }
        Set<String> asked = diagrams.stream()
                .flatMap(model -> model.getModelElementsByType(BusinessRuleTask.class).stream())
                .map(task -> String.valueOf(task.getCamundaDecisionRef()))
                .collect(Collectors.toSet());
        tables.forEach((file, model) -> model.getModelElementsByType(Decision.class).stream()
                .filter(decision -> !asked.contains(decision.getId())
                        && !isRequired(model, decision)
                        && !isAskedByRingback(decision)
                        && !TableContract.of(decision.getId())
                                .filter(OF_SAMPLES::contains)
                                .isPresent())
                .map(NamedElement::getId)
                .forEach(id -> findings.get(file)
                        .warn(id, "No diagram asks this table.", "Is its id as it was, and as the diagram names it?")));
    }

    private static boolean isAskedByRingback(Decision decision) {
        return TableContract.of(decision.getId())
                .filter(contract -> !contract.isOfDiagrams())
                .isPresent();
    }

    private static boolean isRequired(DmnModelInstance model, Decision decision) {
        return model.getModelElementsByType(Decision.class).stream()
                .flatMap(other -> other.getInformationRequirements().stream())
                .anyMatch(requirement -> decision.equals(requirement.getRequiredDecision()));
    }
}
