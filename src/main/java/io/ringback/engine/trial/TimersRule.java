package io.ringback.engine.trial;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** No case waits for ever, and every timer runs for a time that the engine can read. */
final class TimersRule implements DiagramRule {

    @Override
    public void check(Graph diagram, FileFindings findings) {
        diagram.nodes().stream()
                .filter(Graph::waits)
                .filter(node -> !isBehindGateway(diagram, node) && !hasTimeout(diagram, node))
                .forEach(node -> findings.refuse(
                        node.getId(),
                        "A case could wait here for ever.",
                        node instanceof EventBasedGateway
                                ? "Add a timer event after it, and say what happens then."
                                : "Attach a timer to it or to the subprocess around it, and say what happens then."));
        diagram.all(TimerEventDefinition.class).forEach(timer -> check(timer, findings));
    }

    private static boolean isBehindGateway(Graph diagram, FlowNode node) {
        return diagram.all(SequenceFlow.class)
                .anyMatch(way -> node.equals(way.getTarget()) && way.getSource() instanceof EventBasedGateway);
    }

    private static boolean hasTimeout(Graph diagram, FlowNode node) {
        if (node instanceof EventBasedGateway) {
            return diagram.outgoing(node).stream().anyMatch(way -> Waits.isTimer(way.getTarget()));
        }
        // An async task waits for its job before a timer on it would start, so only the subprocess around it counts.
        boolean byItself = node instanceof IntermediateCatchEvent && Waits.isTimer(node)
                || node instanceof Activity && !node.isCamundaAsyncBefore() && hasTimer(diagram, node);
        return byItself
                || diagram.around(node)
                        .filter(around -> hasTimer(diagram, around))
                        .isPresent();
    }

    private static boolean hasTimer(Graph diagram, ModelElementInstance activity) {
        return diagram.boundaries(activity).stream().anyMatch(event -> event.cancelActivity() && Waits.isTimer(event));
    }

    private static void check(TimerEventDefinition timer, FileFindings findings) {
        String element = timer.getParentElement().getAttributeValue("id");
        if (timer.getTimeDuration() == null) {
            findings.refuse(element, "The timer has no duration.", "Give it one, such as PT4H or ${waitForAnswer}.");
            return;
        }
        String duration = timer.getTimeDuration().getTextContent().strip();
        if (!duration.startsWith("${") && !EngineLanguage.isDuration(duration)) {
            findings.refuse(element, "\"" + duration + "\" is not a duration.", "Write it as PT30M, PT4H or P2D.");
        }
    }
}
