package io.ringback.engine.trial;

import io.ringback.engine.trial.VirtualCase.SoFar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/**
 * Runs cases that are only thought of through a diagram: with every answer of every table and person, every failure and every
 * timeout, until each ends. Where one could not go on, or would write to somebody who must not be written to, the diagram is
 * refused.
 */
final class VirtualCases implements DiagramRule {

    /** The shipped diagram has some hundreds. */
    private static final int MOST = 300_000;

    private final TablesAtHand tables;

    VirtualCases(TablesAtHand tables) {
        this.tables = tables;
    }

    @Override
    public void check(Graph diagram, FileFindings findings) {
        if (diagram.isOfCases() && findings.mayRun()) {
            new Run(diagram, findings).toTheEnd();
        }
    }

    private final class Run implements Moves.Trace {

        private final Graph diagram;
        private final FileFindings findings;
        private final ComparedValues compared;
        private final AskedLater asked;
        private final Moves moves;
        private final Deque<VirtualCase> open = new ArrayDeque<>();
        private final Set<VirtualCase> seen = new HashSet<>();
        private final Set<String> visited = new LinkedHashSet<>();
        private final Set<SequenceFlow> taken = new HashSet<>();

        Run(Graph diagram, FileFindings findings) {
            this.diagram = diagram;
            this.findings = findings;
            this.compared = new ComparedValues(diagram);
            this.asked = new AskedLater(diagram, tables);
            this.moves = new Moves(diagram, tables, asked, findings, this);
        }

        void toTheEnd() {
            diagram.starts(diagram.process())
                    .forEach(start -> comes(new VirtualCase(start.getId(), Map.of(), SoFar.NOTHING)));
            while (!open.isEmpty() && !moves.isEndless()) {
                if (seen.size() > MOST) {
                    findings.refuse(
                            diagram.process().getId(),
                            "It has more ways than can be tried.",
                            "Let fewer variables decide, or each for a shorter part of the diagram.");
                    return;
                }
                VirtualCase next = open.pop();
                if (next.isKnown()) {
                    visited.add(next.at());
                    if (diagram.node(next.at()) instanceof ExclusiveGateway gateway) {
                        compared.comes(gateway, next);
                    }
                }
                moves.from(next);
            }
            if (findings.mayRun()) {
                refuseConditionsNeverTrue();
                compared.refuseNeverSo(findings);
                warnOfElementsNeverReached();
            }
        }

        @Override
        public void comes(VirtualCase one) {
            VirtualCase next = one.keeping(asked.from(one.at()));
            if (seen.add(next)) {
                open.push(next);
            }
        }

        @Override
        public void passes(FlowNode event, VirtualCase one) {
            if (one.isKnown()) {
                visited.add(event.getId());
            }
        }

        @Override
        public void takes(SequenceFlow way, VirtualCase one) {
            if (one.isKnown()) {
                taken.add(way);
            }
        }

        private void refuseConditionsNeverTrue() {
            diagram.all(ExclusiveGateway.class)
                    .filter(gateway -> visited.contains(gateway.getId()))
                    .flatMap(gateway ->
                            diagram.outgoing(gateway).stream().filter(way -> !way.equals(gateway.getDefault())))
                    .filter(way -> !taken.contains(way))
                    .forEach(way -> findings.refuse(
                            way.getId(),
                            "No case ever takes this way: its condition " + Expressions.condition(way)
                                    + " is never true, or another is true before it.",
                            "Spell the value as the table or the message does."));
        }

        private void warnOfElementsNeverReached() {
            for (FlowNode node : diagram.nodes()) {
                boolean startsByItself = node instanceof SubProcess subProcess && subProcess.triggeredByEvent();
                if (!visited.contains(node.getId()) && !startsByItself && !isForErrors(node)) {
                    findings.warn(node.getId(), "No case ever comes here.", "Let a way lead here, or delete it.");
                }
            }
        }

        private static boolean isForErrors(FlowNode node) {
            return node instanceof BoundaryEvent
                    && !node.getChildElementsByType(ErrorEventDefinition.class).isEmpty();
        }
    }
}
