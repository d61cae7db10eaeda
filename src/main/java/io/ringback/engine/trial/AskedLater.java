package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/**
 * Which variables can still be asked for from an element on. Two virtual cases that differ in others only are one, and so a
 * diagram has hundreds of them and not millions.
 */
final class AskedLater {

    private final Graph diagram;
    private final TablesAtHand tables;
    private final String text;
    private final Set<String> inExpressions;
    private final Set<String> ids;
    private final Map<FlowNode, Set<FlowNode>> following = new HashMap<>();
    private final Map<String, Set<String>> names = new HashMap<>();

    AskedLater(Graph diagram, TablesAtHand tables) {
        this.diagram = diagram;
        this.tables = tables;
        this.text = diagram.process().getTextContent();
        this.inExpressions = FactNames.inExpressions(text);
        this.ids = diagram.all(BusinessRuleTask.class)
                .map(BusinessRuleTask::getCamundaDecisionRef)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (FlowNode node : diagram.nodes()) {
            Set<FlowNode> next = new LinkedHashSet<>(diagram.next(node));
            next.addAll(diagram.boundaries(node));
            // An event may start its subprocess, or leave the subprocess around, from wherever the case waits in it.
            diagram.scopes(node).forEach(scope -> {
                next.addAll(diagram.eventSubProcesses(scope));
                next.addAll(diagram.boundaries(scope));
            });
            following.put(node, next);
        }
    }

    Set<String> from(String element) {
        return names.computeIfAbsent(element, id -> {
            Set<FlowNode> seen = new HashSet<>();
            Set<String> all = new HashSet<>();
            collect(diagram.node(id), seen, all);
            return all;
        });
    }

    private void collect(FlowNode node, Set<FlowNode> seen, Set<String> all) {
        if (seen.add(node)) {
            all.addAll(at(node));
            following.getOrDefault(node, Set.of()).forEach(next -> collect(next, seen, all));
        }
    }

    /** The same, with each value of an open fact that something in the diagram tells from the others, and no more. */
    Combinations toldApart(Combinations facts) {
        Combinations widened = FactsOfPeople.widened(facts, text + tables.text(ids));
        // What ways, timers and mappings do with a value nobody knows, so those keep all of them.
        List<List<Map<String, Object>>> few = tables.toldApart(widened, ids).groups();
        List<List<Map<String, Object>>> groups = new ArrayList<>();
        for (int place = 0; place < few.size(); place++) {
            List<Map<String, Object>> all = widened.groups().get(place);
            boolean inExpression = all.get(0).keySet().stream().anyMatch(inExpressions::contains);
            groups.add(inExpression ? all : few.get(place));
        }
        return new Combinations(groups);
    }

    /** What is asked for at the element itself. */
    private Set<String> at(FlowNode node) {
        Set<String> asked = new HashSet<>(Expressions.names(diagram, node));
        if (node instanceof ServiceTask task) {
            StepOfCase.named(task.getCamundaDelegateExpression()).ifPresent(step -> {
                asked.addAll(step.durations());
                step.medium().ifPresent(asked::add);
                if (step == StepOfCase.ASK_ON_THE_SPOT) {
                    asked.add("callerOnTheLine");
                }
                if (step == StepOfCase.COUNT_REPEAT) {
                    asked.add("calledAgainAt");
                }
            });
        }
        if (node instanceof BusinessRuleTask task) {
            asked.addAll(tables.names(task.getCamundaDecisionRef()));
            asked.add("choice");
        }
        Expressions.listeners(node)
                .map(CamundaExecutionListener::getCamundaDelegateExpression)
                .flatMap(listener -> FactsGiven.by(listener).stream())
                .forEach(facts -> facts.chosen().ifPresent(asked::add));
        return asked;
    }
}
