package io.ringback.engine.trial;

import io.ringback.cases.Outcome;
import io.ringback.engine.trial.VirtualCase.SoFar;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;

/** Moves a virtual case on from the element that it has come to, in every way that there is. */
final class Moves {

    private final Graph diagram;
    private final FileFindings findings;
    private final Evaluation evaluation;
    private final VirtualDecisions decisions;
    private final VirtualWaits waits;
    private final Trace trace;

    private final Map<FlowNode, Boolean> byAnswer = new HashMap<>();
    private final Map<SequenceFlow, Boolean> leadsToNotice = new HashMap<>();
    private boolean endless;

    /** What is told of each move. */
    interface Trace {

        /** The case has come to its next element. */
        void comes(VirtualCase one);

        /** The case has passed an event while it waited elsewhere. */
        void passes(FlowNode event, VirtualCase one);

        /** The case has taken a way. */
        void takes(SequenceFlow way, VirtualCase one);
    }

    Moves(Graph diagram, TablesAtHand tables, AskedLater asked, FileFindings findings, Trace trace) {
        this.diagram = diagram;
        this.findings = findings;
        this.evaluation = new Evaluation(diagram, findings);
        this.decisions = new VirtualDecisions(diagram, tables, asked, evaluation, findings);
        this.waits = new VirtualWaits(diagram, evaluation, findings);
        this.trace = trace;
    }

    /** Whether a case has been found that goes round without end: to follow all of those would take minutes. */
    boolean isEndless() {
        return endless;
    }

    void from(VirtualCase one) {
        FlowNode node = diagram.node(one.at());
        Optional<VirtualCase> entered = evaluation.set(one.at(), diagram.inputs(node), one, Map.of());
        if (entered.isEmpty()) {
            return;
        }
        if (Graph.waits(node)) {
            waits.at(node, entered.get(), (event, after) -> happened(node, event, after));
        } else if (node instanceof ServiceTask task) {
            StepOfCase.named(task.getCamundaDelegateExpression()).ifPresent(step -> take(step, task, entered.get()));
        } else if (node instanceof BusinessRuleTask task) {
            decisions.make(task, entered.get(), after -> follow(task, after));
        } else if (node instanceof EndEvent) {
            end(node, entered.get());
        } else if (node instanceof SubProcess subProcess) {
            diagram.starts(subProcess)
                    .forEach(start -> trace.comes(entered.get().to(start.getId())));
        } else {
            leave(node, entered.get());
        }
    }

    private void happened(FlowNode wait, FlowNode event, VirtualCase one) {
        if (event.equals(wait)) {
            leave(wait, one);
            return;
        }
        trace.passes(event, one);
        evaluation.set(event.getId(), diagram.inputs(event), one, Map.of()).ifPresent(after -> leave(event, after));
    }

    private void take(StepOfCase step, ServiceTask task, VirtualCase one) {
        Optional<Needs.Unmet> unmet = Needs.unmet(step, one);
        if (unmet.isPresent()) {
            endless |= step.sends() && !one.sofar().course().mayStillSend(step);
            findings.refuse(task.getId(), unmet.get().problem(), unmet.get().mend());
            return;
        }
        SoFar sofar = one.sofar();
        switch (step) {
            case LOOK_UP_PEOPLE -> leave(task, one.with(sofar.withOpened()));
            case CLAIM_PAIR ->
                Stream.of(true, false)
                        .forEach(joined -> leave(
                                task,
                                one.with(Map.of(Diagram.Variable.JOINED, joined))
                                        .with(sofar.withJoined(joined))));
            case SWAP_ROLES, LET_CALLER_DIAL -> leave(task, one.with(sofar.turned()));
            case CHECK_TIME ->
                Stream.of(true, false)
                        .forEach(inTime -> leave(task, one.with(Map.of(Diagram.Variable.IN_TIME, inTime))));
            default -> leave(task, step.awaits().isEmpty() ? one : one.with(sofar.after(step)));
        }
    }

    /** Where an answer decides, a yes must not go the way of a no. */
    private void refuseYesThatLeadsNowhere(FlowNode node, SequenceFlow way, VirtualCase one) {
        Object answer = one.variables().get("answer");
        boolean yes = one.isKnown() && !one.sofar().notified() && Needs.YES.contains(String.valueOf(answer));
        if (yes && byAnswer(node) && !leadsToNotice(way)) {
            findings.refuse(
                    way.getId(),
                    "A caller who has said " + answer + " comes this way, on which nobody is notified.",
                    "Let both YES and ALWAYS lead to the step ${notifyCallee}: ${answer == 'YES' or answer == 'ALWAYS'}.");
        }
    }

    private boolean byAnswer(FlowNode node) {
        return byAnswer.computeIfAbsent(node, unseen -> diagram.outgoing(unseen).stream()
                .anyMatch(way -> FactNames.in(diagram.condition(way)).contains("answer")));
    }

    private boolean leadsToNotice(SequenceFlow way) {
        return leadsToNotice.computeIfAbsent(
                way, unseen -> diagram.leadsTo(unseen.getTarget(), StepOfCase.NOTIFY_CALLEE));
    }

    private void end(FlowNode node, VirtualCase one) {
        Optional<SubProcess> around = diagram.around(node);
        if (around.isPresent() && !around.get().triggeredByEvent()) {
            leave(around.get(), one);
            return;
        }
        if (one.sofar().aside()) {
            return;
        }
        if (one.isKnown()) {
            warnOfConnection(node, one.sofar().course().connected());
        }
        if (!one.sofar().opened()) {
            findings.refuse(
                    node.getId(), "The case ends before it was opened.", "Let the step ${lookUpPeople} come first.");
        } else if (!one.sofar().unheard().isEmpty()) {
            findings.refuse(
                    node.getId(),
                    "The case ends before it has heard what became of "
                            + beans(one.sofar().unheard()) + ".",
                    "Let an event-based gateway with a timer follow that step.");
        }
    }

    private void warnOfConnection(FlowNode node, Boolean connected) {
        String outcome = ElementProperties.of((BaseElement) node).get(Diagram.Property.OUTCOME);
        boolean countsAsConnected = Outcome.CONNECTED.name().equals(outcome);
        if (countsAsConnected && !Boolean.TRUE.equals(connected)) {
            findings.warn(
                    node.getId(),
                    "A case can end here as CONNECTED in which the two were not connected.",
                    "Let only the way lead here on which connection is CONNECTED.");
        } else if (Boolean.TRUE.equals(connected)
                && !countsAsConnected
                && !Outcome.REACHED_MEANWHILE.name().equals(outcome)) {
            findings.warn(
                    node.getId(),
                    "A case can end here as " + outcome + " in which the two were connected.",
                    "Let the way on which connection is CONNECTED lead to an end with that outcome.");
        }
    }

    private static String beans(Set<StepOfCase> steps) {
        return steps.stream().map(StepOfCase::bean).collect(Collectors.joining(" and "));
    }

    /** Goes out of an element whose work is done. */
    private void leave(FlowNode node, VirtualCase one) {
        evaluation.set(node.getId(), diagram.outputs(node), one, Map.of()).ifPresent(after -> follow(node, after));
    }

    private void follow(FlowNode node, VirtualCase one) {
        SequenceFlow otherwise = node instanceof ExclusiveGateway gateway ? gateway.getDefault() : null;
        for (SequenceFlow way : diagram.outgoing(node)) {
            if (way.equals(otherwise)) {
                continue;
            }
            Optional<Boolean> open = evaluation.isOpen(way, one);
            if (open.isEmpty()) {
                return;
            }
            if (open.get()) {
                trace.takes(way, one);
                refuseYesThatLeadsNowhere(node, way, one);
                trace.comes(one.to(diagram.target(way)));
                return;
            }
        }
        if (otherwise != null) {
            refuseYesThatLeadsNowhere(node, otherwise, one);
            trace.comes(one.to(diagram.target(otherwise)));
        } else if (one.isKnown()) {
            findings.refuse(
                    node.getId(),
                    "No way out is open to a case with " + TableTrial.said(one.variables()) + ".",
                    "Make the way on which nobody is written to the default, or correct the conditions.");
        }
    }
}
