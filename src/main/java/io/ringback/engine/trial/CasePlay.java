package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.ThoughtOfCase;
import io.ringback.cases.WayOfCase;
import io.ringback.cases.WayOfCase.Happening;
import io.ringback.cases.WayOfCase.Step;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Medium;
import io.ringback.engine.trial.VirtualCase.SoFar;
import io.ringback.engine.trial.WhatHappens.Possible;
import java.io.ByteArrayInputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Plays one thought-of case through a diagram, as its tables decide and as somebody says what happens, on a clock that jumps. Only for
 * diagrams that were found good: their expressions are evaluated.
 */
public final class CasePlay {

    private static final int MOST_STEPS = 500;

    private final Graph diagram;
    private final AskedTables tables;
    private final FactsOfThought facts;
    private final FileFindings findings = new FileFindings("");
    private final Evaluation evaluation;
    private final WhatHappens happens;
    private final Iterator<String> chosen;
    private final List<Step> steps = new ArrayList<>();
    private List<Happening> next = List.of();
    private LocalDateTime now;
    private VirtualCase at;
    private String problem;

    private CasePlay(Process process, AskedTables tables, ThoughtOfCase one, List<String> chosen) {
        this.diagram = new Graph(process);
        this.tables = tables;
        this.facts = new FactsOfThought(one);
        this.evaluation = new Evaluation(diagram, findings);
        this.happens = new WhatHappens(diagram, evaluation);
        this.chosen = chosen.iterator();
        this.now = one.opened();
    }

    /**
     * Plays a case.
     *
     * @param diagram the file that the process of failed calls is in
     * @param chosen ids of what happens, in order
     */
    public static WayOfCase of(byte[] diagram, AskedTables tables, ThoughtOfCase one, List<String> chosen) {
        Process process =
                Bpmn.readModelFromStream(new ByteArrayInputStream(diagram))
                        .getModelElementsByType(Process.class)
                        .stream()
                        .filter(any -> Diagram.PROCESS.equals(any.getId()))
                        .findFirst()
                        .orElseThrow();
        return new CasePlay(process, tables, one, chosen).play();
    }

    private WayOfCase play() {
        at = diagram.starts(diagram.process()).stream()
                .filter(start -> Waits.message(start).equals(Optional.of(CaseMessage.CALL_FAILED)))
                .findFirst()
                .map(start -> new VirtualCase(start.getId(), Map.of(), SoFar.NOTHING))
                .orElse(null);
        while (at != null && steps.size() < MOST_STEPS) {
            VirtualCase here = at;
            at = null;
            FlowNode node = diagram.node(here.at());
            evaluation.set(here.at(), diagram.inputs(node), here, Map.of()).ifPresent(one -> go(node, one));
        }
        if (problem == null && !findings.mayRun()) {
            problem = findings.refusals().get(0).problem();
        }
        return new WayOfCase(steps, next, Optional.ofNullable(problem));
    }

    private void go(FlowNode node, VirtualCase one) {
        if (Graph.waits(node)) {
            waitAt(node, one);
        } else if (node instanceof ServiceTask task) {
            take(task, one);
        } else if (node instanceof BusinessRuleTask task) {
            decide(task, one);
        } else if (node instanceof EndEvent) {
            said(node, "");
            diagram.around(node).filter(around -> !around.triggeredByEvent()).ifPresent(around -> leave(around, one));
        } else if (node instanceof SubProcess subProcess) {
            said(node, "");
            at = one.to(diagram.starts(subProcess).get(0).getId());
        } else {
            if (!(node instanceof ExclusiveGateway)) {
                said(node, "");
            }
            leave(node, one);
        }
    }

    private void said(FlowNode node, String what) {
        steps.add(new Step(now, node.getId(), node.getName() == null ? node.getId() : node.getName(), what));
    }

    private void take(ServiceTask task, VirtualCase one) {
        Optional<StepOfCase> known = StepOfCase.named(task.getCamundaDelegateExpression());
        VirtualCase after = known.filter(step -> step == StepOfCase.CLAIM_PAIR)
                .map(step -> one.with(Map.<String, Object>of(Diagram.Variable.JOINED, false)))
                .orElse(one);
        said(task, known.map(step -> done(step, one)).orElse(""));
        leave(
                task,
                known.filter(step -> !step.awaits().isEmpty())
                        .map(step -> after.with(after.sofar().after(step)))
                        .orElse(after));
    }

    private String done(StepOfCase step, VirtualCase one) {
        switch (step) {
            case CLAIM_PAIR:
                return "No other case of the two is open.";
            case ASK_ON_THE_SPOT:
                happens.sentNothing();
                return "The caller is asked in the call.";
            case CONNECT_CALL:
                facts.connected();
                happens.sentNothing();
                return "Both are called.";
            default:
                return MessagesOfPlay.kind(step)
                        .map(kind -> send(kind, step, one))
                        .orElse("");
        }
    }

    private String send(MessageKind kind, StepOfCase step, VirtualCase one) {
        Medium medium =
                Medium.valueOf(String.valueOf(one.variables().get(step.medium().orElseThrow())));
        facts.sent(kind, medium);
        happens.sent(kind, medium);
        Optional<LocalDateTime> held =
                kind == MessageKind.QUESTION || !medium.rings() ? Optional.empty() : facts.quietUntil(now);
        String words = MessagesOfPlay.words(kind, medium);
        held.ifPresent(until -> now = until);
        return held.isPresent() ? words + ", held until the quiet hours end" : words;
    }

    private void decide(BusinessRuleTask task, VirtualCase one) {
        String table = task.getCamundaDecisionRef();
        VirtualCase asked = one;
        for (CamundaExecutionListener listener : Expressions.listeners(task).toList()) {
            VirtualCase before = asked;
            asked = FactsGiven.by(listener.getCamundaDelegateExpression())
                    .map(given -> before.with(facts.of(given, before.variables(), now)))
                    .orElse(before);
        }
        VirtualCase with = asked;
        Optional<Map<String, Object>> result =
                tables.has(table) ? tables.answer(table, with.variables()) : Optional.empty();
        if (result.isEmpty()) {
            said(task, table + " does not say one thing.");
            problem = table + " does not say one thing here.";
            return;
        }
        said(task, MessagesOfPlay.words(result.get()));
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
        List<Possible> possible = happens.at(node, one);
        said(node, "");
        if (!chosen.hasNext()) {
            next = possible.stream().map(Possible::happening).toList();
            return;
        }
        String id = chosen.next();
        Optional<Possible> happened =
                possible.stream().filter(any -> any.happening().id().equals(id)).findFirst();
        if (happened.isEmpty()) {
            problem = "What was chosen cannot happen here any more. Begin anew.";
            return;
        }
        happen(node, one, happened.get());
    }

    private void happen(FlowNode node, VirtualCase one, Possible happened) {
        now = happened.until(now);
        facts.waited();
        happened.failed().forEach(facts::failed);
        VirtualCase after =
                VirtualWaits.forgetting(one).with(one.sofar().waited(true)).with(happened.facts());
        FlowNode event = happened.event();
        if (!event.equals(node)) {
            said(event, happened.happening().words());
        }
        if (event.equals(node)) {
            leave(node, after);
        } else {
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
