package io.ringback.engine.trial;

import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** Decisions are tables that are there, in their latest version, and conditions are expressions. */
final class DecisionsRule implements DiagramRule {

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

    private void check(BusinessRuleTask task, FileFindings findings) {
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
