package io.ringback.engine.trial;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.FlowNode;

/** No case goes round without waiting somewhere: it would never stop, and stop its server instead. */
final class LoopsRule implements DiagramRule {

    @Override
    public void check(Graph diagram, FileFindings findings) {
        Set<FlowNode> done = new HashSet<>();
        diagram.nodes().forEach(node -> follow(diagram, node, new LinkedHashSet<>(), done, findings));
    }

    private static void follow(
            Graph diagram, FlowNode node, Set<FlowNode> way, Set<FlowNode> done, FileFindings findings) {
        if (Graph.waits(node) || done.contains(node)) {
            return;
        }
        if (!way.add(node)) {
            findings.refuse(
                    node.getId(),
                    "A case could come back here again and again without ever waiting.",
                    "Draw a wait into the loop: an event-based gateway with a timer.");
            return;
        }
        diagram.next(node).forEach(next -> follow(diagram, next, way, done, findings));
        way.remove(node);
        done.add(node);
    }
}
