package io.ringback.engine.trial;

import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.ComplexGateway;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;

/**
 * A case has one token, so that each answer has one place to arrive at. Tokens that an event starts beside it are seen by
 * {@link VirtualCases}.
 */
final class OneTokenRule implements DiagramRule {

    private static final String ONE = "A case has one token. ";

    @Override
    public void check(Graph diagram, FileFindings findings) {
        diagram.nodes().forEach(node -> check(diagram, node, findings));
    }

    private static void check(Graph diagram, FlowNode node, FileFindings findings) {
        if (node instanceof ParallelGateway || node instanceof InclusiveGateway || node instanceof ComplexGateway) {
            findings.refuse(
                    node.getId(),
                    "This gateway makes several tokens of one, or waits for several.",
                    ONE + "Make it an exclusive gateway, or draw the steps one behind the other.");
        } else if (!(node instanceof ExclusiveGateway || node instanceof EventBasedGateway)
                && diagram.outgoing(node).size() > 1) {
            findings.refuse(
                    node.getId(),
                    "Several ways leave it, and a token would take each.",
                    ONE + "Draw a gateway behind it that decides, or the steps one behind the other.");
        }
        if (node instanceof Activity activity && activity.getLoopCharacteristics() != null) {
            findings.refuse(
                    node.getId(),
                    "It is marked to be done several times.",
                    ONE + "Take the mark for multiple instances or loops out.");
        }
    }
}
