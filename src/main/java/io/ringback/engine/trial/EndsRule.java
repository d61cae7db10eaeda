package io.ringback.engine.trial;

import io.ringback.cases.Outcome;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Every end of a case says how it ended. */
final class EndsRule implements DiagramRule {

    private static final List<Outcome> OUTCOMES =
            Arrays.stream(Outcome.values()).filter(Outcome::isDrawn).toList();

    @Override
    public void check(Graph diagram, FileFindings findings) {
        if (diagram.isOfCases()) {
            diagram.all(EndEvent.class)
                    .filter(end -> endsCase(diagram, end))
                    .filter(end -> !hasOutcome(end))
                    .forEach(end -> findings.refuse(
                            end.getId(),
                            "This end has no outcome, so the case would never be counted as ended.",
                            "Apply the element template \"Outcome\" and choose one of " + OUTCOMES + "."));
            diagram.all(EndEvent.class)
                    .filter(end -> !endsCase(diagram, end))
                    .filter(end -> Expressions.listeners(end).findAny().isPresent())
                    .forEach(end -> findings.refuse(
                            end.getId(),
                            "The case would be ended here, and then go on.",
                            "Take the template \"Outcome\" off: this ends the subprocess alone."));
        }
    }

    private static boolean hasOutcome(EndEvent end) {
        String outcome = ElementProperties.of(end).get(Diagram.Property.OUTCOME);
        return OUTCOMES.stream().anyMatch(ours -> ours.name().equals(outcome))
                && Expressions.listeners(end)
                                .filter(listener -> ("${" + StepsRule.END_CASE + "}")
                                        .equals(listener.getCamundaDelegateExpression()))
                                .count()
                        == 1;
    }

    /** Ends inside a subprocess, or of a non-interrupting event subprocess, do not end the case. */
    private static boolean endsCase(Graph diagram, EndEvent end) {
        if (diagram.around(end).isEmpty()) {
            return true;
        }
        SubProcess around = diagram.around(end).get();
        return around.getParentElement().equals(diagram.process())
                && around.triggeredByEvent()
                && diagram.starts(around).stream().anyMatch(StartEvent::isInterrupting);
    }
}
