package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.VirtualCase.SoFar;
import io.ringback.engine.trial.WhatHappens.Possible;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/**
 * Takes one case through a diagram, as its tables decide and as its companion says what happens. Only for diagrams that were found
 * good: their expressions are evaluated.
 */
final class CaseWalk {

    private static final int MOST_STEPS = 500;

    private final Graph diagram;
    private final AskedTables tables;
    private final Companion companion;
    private final FileFindings findings = new FileFindings("");
    private final Evaluation evaluation;
    private final WhatHappens happens;
    private VirtualCase at;
    private int steps;
    private String problem;

    CaseWalk(Graph diagram, AskedTables tables, Companion companion) {
        this.diagram = diagram;
        this.tables = tables;
        this.companion = companion;
        this.evaluation = new Evaluation(diagram, findings);
        this.happens = new WhatHappens(diagram, evaluation);
    }

    /** The process of failed calls in a file. */
    static Graph read(byte[] file) {
        return new Graph(
                Bpmn.readModelFromStream(new ByteArrayInputStream(file)).getModelElementsByType(Process.class).stream()
                        .filter(any -> Diagram.PROCESS.equals(any.getId()))
                        .findFirst()
                        .orElseThrow());
    }

    /** Goes on until the case ends or stays; says why it stands still before. */
    Optional<String> walk() {
        at = diagram.starts(diagram.process()).stream()
                .filter(start -> Waits.message(start).equals(Optional.of(CaseMessage.CALL_FAILED)))
                .findFirst()
                .map(start -> new VirtualCase(start.getId(), Map.of(), SoFar.NOTHING))
                .orElse(null);
        while (at != null) {
            if (++steps > MOST_STEPS) {
                return Optional.of("The case goes round without end.");
            }
            VirtualCase here = at;
            at = null;
            FlowNode node = diagram.node(here.at());
            evaluation.set(here.at(), diagram.inputs(node), here, Map.of()).ifPresent(one -> go(node, one));
        }
        if (problem == null && !findings.mayRun()) {
            problem = findings.refusals().get(0).problem();
        }
        return Optional.ofNullable(problem);
    }

    private void go(FlowNode node, VirtualCase one) {
        if (Graph.waits(node)) {
            waitAt(node, one);
        } else if (node instanceof ServiceTask task) {
            take(task, one);
        } else if (node instanceof BusinessRuleTask task) {
            decide(task, one);
        } else if (node instanceof EndEvent) {
            companion.comes(node, "");
            diagram.around(node).filter(around -> !around.triggeredByEvent()).ifPresent(around -> leave(around, one));
        } else if (node instanceof SubProcess subProcess) {
            companion.comes(node, "");
            at = one.to(diagram.starts(subProcess).get(0).getId());
        } else {
            if (!(node instanceof ExclusiveGateway)) {
                companion.comes(node, "");
            }
            leave(node, one);
        }
    }

    private void take(ServiceTask task, VirtualCase one) {
        Optional<StepOfCase> known = StepOfCase.named(task.getCamundaDelegateExpression());
        companion.comes(task, known.map(step -> done(step, one)).orElse(""));
        VirtualCase after = known.filter(step -> step == StepOfCase.CLAIM_PAIR)
                .map(step -> one.with(Map.<String, Object>of(Diagram.Variable.JOINED, companion.joins())))
                // No time passes unnoticed in a play.
                .or(() -> known.filter(step -> step == StepOfCase.CHECK_TIME)
                        .map(step -> one.with(Map.<String, Object>of(Diagram.Variable.IN_TIME, true))))
                .orElse(one);
        if (known.filter(step -> step == StepOfCase.SWAP_ROLES || step == StepOfCase.LET_CALLER_DIAL)
                .isPresent()) {
            leave(task, after.with(after.sofar().turned()));
            return;
        }
        leave(
                task,
                known.filter(step -> !step.awaits().isEmpty())
                        .map(step -> after.with(after.sofar().after(step)))
                        .orElse(after));
    }

    private String done(StepOfCase step, VirtualCase one) {
        switch (step) {
            case CLAIM_PAIR:
                return companion.joins() ? "Another case of the two is open." : "No other case of the two is open.";
            case ASK_ON_THE_SPOT:
                companion.asksInTheCall();
                happens.sentNothing();
                return "The caller is asked in the call.";
            case ASK_ABOUT_TIME:
                happens.sentNothing();
                return "The caller is asked whether that time suits.";
            case CHECK_TIME:
                return "It is that time.";
            case CONNECT_CALL:
                companion.connects();
                happens.sentNothing();
                return "Both are called.";
            case SWAP_ROLES:
                companion.turns();
                happens.sentNothing();
                return "The two change roles: who called is the callee now.";
            case LET_CALLER_DIAL:
                companion.turns();
                happens.sentNothing();
                return "The two change roles: who called can have the other one rung.";
            default:
                return MessagesOfPlay.kind(step)
                        .map(kind -> send(kind, step, one))
                        .orElse("");
        }
    }

    private String send(MessageKind kind, StepOfCase step, VirtualCase one) {
        Medium medium =
                Medium.valueOf(String.valueOf(one.variables().get(step.medium().orElseThrow())));
        happens.sent(kind, medium);
        return companion.writes(kind, medium);
    }

    private void decide(BusinessRuleTask task, VirtualCase one) {
        String table = task.getCamundaDecisionRef();
        VirtualCase asked = one;
        for (CamundaExecutionListener listener : Expressions.listeners(task).toList()) {
            VirtualCase before = asked;
            asked = FactsGiven.by(listener.getCamundaDelegateExpression())
                    .map(given -> before.with(companion.facts(given, table, before)))
                    .orElse(before);
        }
        VirtualCase with = asked;
        Optional<Map<String, Object>> result =
                tables.has(table) ? tables.answer(table, with.variables()) : Optional.empty();
        if (result.isEmpty()) {
            companion.comes(task, table + " does not say one thing.");
            problem = table + " does not say one thing here.";
            return;
        }
        companion.comes(task, MessagesOfPlay.words(result.get()));
        companion.decided(table, result.get());
        Map<String, Object> kept = new LinkedHashMap<>();
        if (task.getCamundaResultVariable() != null) {
            kept.put(task.getCamundaResultVariable(), VirtualDecisions.kept(task, result.get()));
        }
        evaluation
                .set(
                        task.getId(),
                        diagram.outputs(task),
                        with.with(kept),
                        Map.of("decisionResult", new VirtualDecision(result.get())))
                .ifPresent(after -> follow(task, after));
    }

    private void waitAt(FlowNode node, VirtualCase one) {
        companion.comes(node, "");
        companion.happens(node, happens.at(node, one)).ifPresent(happened -> happen(node, one, happened));
    }

    private void happen(FlowNode node, VirtualCase one, Possible happened) {
        VirtualCase after =
                VirtualWaits.forgetting(one).with(one.sofar().waited(true)).with(happened.facts());
        FlowNode event = happened.event();
        if (event.equals(node)) {
            leave(node, after);
        } else {
            companion.comes(event, happened.happening().words());
            evaluation
                    .set(event.getId(), diagram.inputs(event), after, Map.of())
                    .ifPresent(on -> leave(event, on));
        }
    }

    private void leave(FlowNode node, VirtualCase one) {
        evaluation.set(node.getId(), diagram.outputs(node), one, Map.of()).ifPresent(after -> follow(node, after));
    }

    private void follow(FlowNode node, VirtualCase one) {
        SequenceFlow otherwise = node instanceof ExclusiveGateway gateway ? gateway.getDefault() : null;
        for (SequenceFlow way : diagram.outgoing(node)) {
            if (!way.equals(otherwise) && evaluation.isOpen(way, one).orElse(false)) {
                at = one.to(diagram.target(way));
                return;
            }
        }
        if (otherwise != null) {
            at = one.to(diagram.target(otherwise));
        } else if (problem == null) {
            problem = "No way out of \"" + node.getName() + "\" is open.";
        }
    }
}
