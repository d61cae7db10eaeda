package io.ringback.engine.trial;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Every way leads somewhere, and what does not lead on is an end. */
final class WaysRule implements DiagramRule {

    @Override
    public void check(Graph diagram, FileFindings findings) {
        Set<String> ids = new HashSet<>();
        for (FlowNode node : diagram.nodes()) {
            ids.add(node.getId());
            checkWaysOut(diagram, node, findings);
        }
        diagram.all(SequenceFlow.class)
                .filter(way -> way.getSource() == null || way.getTarget() == null)
                .forEach(way ->
                        findings.refuse(way.getId(), "It does not lead from one element to another.", "Draw it anew."));
        diagram.all(BoundaryEvent.class)
                .filter(event -> event.getAttachedTo() == null)
                .forEach(event -> findings.refuse(
                        event.getId(),
                        "It is attached to nothing.",
                        "Attach it to the step or subprocess it is about."));
        diagram.all(SubProcess.class)
                .filter(subProcess -> diagram.starts(subProcess).size() != 1)
                .forEach(subProcess -> findings.refuse(
                        subProcess.getId(), "It does not have one start event.", "Draw just one in it."));
    }

    private static void checkWaysOut(Graph diagram, FlowNode node, FileFindings findings) {
        List<SequenceFlow> ways = diagram.outgoing(node);
        boolean ends = node instanceof EndEvent || node instanceof SubProcess event && event.triggeredByEvent();
        if (!ends && ways.isEmpty()) {
            findings.refuse(
                    node.getId(),
                    "A case that comes here would stop without an outcome.",
                    "Draw a way from it to what follows, or to an end with the template \"Outcome\".");
        }
        if (node instanceof ExclusiveGateway gateway) {
            checkConditions(gateway, ways, findings);
        }
        if (node instanceof EventBasedGateway) {
            ways.stream()
                    .map(SequenceFlow::getTarget)
                    .filter(target -> !(target instanceof IntermediateCatchEvent || target instanceof ReceiveTask))
                    .forEach(target -> findings.refuse(
                            node.getId(),
                            "Behind it stands " + target.getId() + ", which waits for nothing.",
                            "Let only events that catch a message or a timer follow it."));
        }
    }

    private static void checkConditions(ExclusiveGateway gateway, List<SequenceFlow> ways, FileFindings findings) {
        for (SequenceFlow way : ways) {
            boolean isDefault = way.equals(gateway.getDefault());
            boolean hasCondition = !Expressions.condition(way).isEmpty();
            if (ways.size() > 1 && !isDefault && !hasCondition) {
                findings.refuse(
                        way.getId(),
                        "It is neither the default nor has it a condition.",
                        "Write its condition, such as ${consent == 'ASK'}.");
            }
            if (hasCondition && (isDefault || ways.size() == 1)) {
                findings.refuse(
                        way.getId(),
                        isDefault
                                ? "It is the default and has a condition."
                                : "It is the only way and has a condition.",
                        "Take the condition out.");
            }
        }
        if (gateway.getDefault() != null && !ways.contains(gateway.getDefault())) {
            findings.refuse(
                    gateway.getId(),
                    "Its default is a way that does not leave it.",
                    "Make one of its own ways the default.");
        }
    }
}
