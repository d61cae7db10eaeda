package io.ringback.engine.trial;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/** Decisions are tables that are there, in their latest version, and conditions are expressions. */
final class DecisionsRule implements DiagramRule {

    /** By the variable that it decides, the facts that a decision goes by. */
    private static final Map<String, FactsGiven> PURPOSES = Map.of(
            Diagram.Variable.QUESTION_MEDIUM,
            FactsGiven.QUESTION,
            Diagram.Variable.WAIT_FOR_ANSWER,
            FactsGiven.QUESTION,
            Diagram.Variable.NOTIFICATION_MEDIUM,
            FactsGiven.NOTIFICATION,
            Diagram.Variable.WAIT_FOR_CONTACT,
            FactsGiven.NOTIFICATION,
            Diagram.Variable.INFORMATION_MEDIUM,
            FactsGiven.INFORMATION,
            Diagram.Variable.WAIT_FOR_DELIVERY,
            FactsGiven.INFORMATION,
            "waitForConnection",
            FactsGiven.CONNECTION);

    private final TablesAtHand tables;

    DecisionsRule(TablesAtHand tables) {
        this.tables = tables;
    }

    @Override
    public void check(Graph diagram, FileFindings findings) {
        diagram.all(BusinessRuleTask.class).forEach(task -> check(task, findings));
        diagram.all(ConditionExpression.class)
                .filter(condition -> condition.getLanguage() != null || condition.getCamundaResource() != null)
                .forEach(condition -> findings.refuse(
                        condition.getParentElement() instanceof SequenceFlow way ? way.getId() : "",
                        "Scripts are not run, also not as conditions.",
                        "Make it an expression such as ${consent == 'ASK'}."));
    }

    /** A medium or a wait is for one kind of message, and so are the facts by which it is decided. */
    private static void checkPurpose(BusinessRuleTask task, FileFindings findings) {
        Set<String> given = Expressions.listeners(task)
                .map(CamundaExecutionListener::getCamundaDelegateExpression)
                .flatMap(listener -> FactsGiven.by(listener).stream())
                .flatMap(facts -> facts.purpose().stream())
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.concat(Expressions.outputs(task).keySet().stream(), Stream.ofNullable(task.getCamundaResultVariable()))
                .filter(PURPOSES::containsKey)
                .filter(variable -> !given.isEmpty()
                        && !given.equals(Set.of(
                                PURPOSES.get(variable).purpose().orElseThrow().name())))
                .forEach(variable -> findings.refuse(
                        task.getId(),
                        "It decides " + variable + " by the facts for a message of another kind: "
                                + String.join(" and ", given) + ".",
                        "Give it the start listener ${" + PURPOSES.get(variable).bean() + "} and no other."));
    }

    private void check(BusinessRuleTask task, FileFindings findings) {
        checkPurpose(task, findings);
        if (task.getCamundaDecisionRef() == null) {
            findings.refuse(
                    task.getId(),
                    "It names no decision table; classes, beans and external workers decide nothing.",
                    "Name one of: " + String.join(", ", tables.ids()) + ".");
        } else if (!tables.ids().contains(task.getCamundaDecisionRef())) {
            findings.refuse(
                    task.getId(),
                    "There is no decision table \"" + task.getCamundaDecisionRef() + "\".",
                    "Name one of: " + String.join(", ", tables.ids()) + ".");
        }
        String binding = task.getCamundaDecisionRefBinding();
        if (binding != null && !binding.equals("latest") || task.getCamundaDecisionRefTenantId() != null) {
            findings.refuse(
                    task.getId(),
                    "It binds the decision to "
                            + (binding == null || binding.equals("latest") ? "a tenant" : "one " + binding)
                            + ", but each file is deployed by itself.",
                    "Set \"Binding\" to latest: a change of the table counts in all cases.");
        }
    }
}
