package io.ringback.engine.trial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * A process as the engine sees it: what leads where is said by the sequence flows alone, whether or not the file also says
 * {@code <incoming>} and {@code <outgoing>}.
 */
final class Graph {

    private final Process process;
    private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
    private final Map<FlowNode, List<SequenceFlow>> outgoing = new LinkedHashMap<>();
    private final Map<FlowNode, Map<String, String>> inputs = new HashMap<>();
    private final Map<FlowNode, Map<String, String>> outputs = new HashMap<>();
    private final Map<SequenceFlow, String> conditions = new HashMap<>();
    private final Map<SequenceFlow, String> targets = new HashMap<>();

    Graph(Process process) {
        this.process = process;
        all(FlowNode.class).forEach(node -> nodes.put(node.getId(), node));
        all(SequenceFlow.class)
                .filter(flow -> flow.getSource() != null && flow.getTarget() != null)
                .forEach(flow -> outgoing.computeIfAbsent(flow.getSource(), source -> new ArrayList<>())
                        .add(flow));
    }

    Process process() {
        return process;
    }

    /** Whether failed calls start it. */
    boolean isOfCases() {
        return Diagram.PROCESS.equals(process.getId());
    }

    /** Everything of this type in the process, at any depth. */
    <T extends ModelElementInstance> Stream<T> all(Class<T> type) {
        return process.getModelInstance().getModelElementsByType(type).stream().filter(this::isInside);
    }

    private boolean isInside(ModelElementInstance element) {
        for (ModelElementInstance at = element; at != null; at = at.getParentElement()) {
            if (at.equals(process)) {
                return true;
            }
        }
        return false;
    }

    Collection<FlowNode> nodes() {
        return nodes.values();
    }

    FlowNode node(String id) {
        return nodes.get(id);
    }

    List<SequenceFlow> outgoing(FlowNode node) {
        return outgoing.getOrDefault(node, List.of());
    }

    /** {@link Expressions#inputs}, looked for in the file once, as thousands of virtual cases come by. */
    Map<String, String> inputs(FlowNode node) {
        return inputs.computeIfAbsent(node, Expressions::inputs);
    }

    /** {@link Expressions#outputs}, looked for in the file once. */
    Map<String, String> outputs(FlowNode node) {
        return outputs.computeIfAbsent(node, Expressions::outputs);
    }

    /** {@link Expressions#condition}, looked for in the file once. */
    String condition(SequenceFlow way) {
        return conditions.computeIfAbsent(way, Expressions::condition);
    }

    /** The id of where a way leads, looked for in the file once. */
    String target(SequenceFlow way) {
        return targets.computeIfAbsent(way, one -> one.getTarget().getId());
    }

    /** The subprocess around it; empty if it stands in the process itself. */
    Optional<SubProcess> around(FlowNode node) {
        return node.getParentElement() instanceof SubProcess subProcess ? Optional.of(subProcess) : Optional.empty();
    }

    /** Where it stands, from the inside out: subprocesses, and the process last. */
    List<BaseElement> scopes(FlowNode node) {
        List<BaseElement> scopes = new ArrayList<>();
        for (ModelElementInstance at = node.getParentElement();
                at instanceof BaseElement scope;
                at = at.getParentElement()) {
            scopes.add(scope);
            if (scope.equals(process)) {
                break;
            }
        }
        return scopes;
    }

    /** The subprocesses that an event starts whenever it comes in this scope. */
    List<SubProcess> eventSubProcesses(BaseElement scope) {
        return scope.getChildElementsByType(SubProcess.class).stream()
                .filter(SubProcess::triggeredByEvent)
                .toList();
    }

    List<StartEvent> starts(BaseElement scope) {
        return List.copyOf(scope.getChildElementsByType(StartEvent.class));
    }

    List<BoundaryEvent> boundaries(ModelElementInstance activity) {
        return nodes().stream()
                .filter(BoundaryEvent.class::isInstance)
                .map(BoundaryEvent.class::cast)
                .filter(event -> activity.equals(event.getAttachedTo()))
                .toList();
    }

    /** Where a token can go from here without waiting first, whatever the conditions. */
    List<FlowNode> next(FlowNode node) {
        if (node instanceof SubProcess subProcess && !starts(subProcess).isEmpty()) {
            return List.copyOf(starts(subProcess));
        }
        FlowNode leaving = node;
        Optional<SubProcess> around = around(node);
        if (node instanceof EndEvent && around.isPresent() && !around.get().triggeredByEvent()) {
            leaving = around.get();
        }
        return outgoing(leaving).stream().map(SequenceFlow::getTarget).toList();
    }

    /** Whether a token can come from here to a step, at once or later, whatever the conditions. */
    boolean leadsTo(FlowNode from, StepOfCase step) {
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            FlowNode node = open.pop();
            if (node instanceof ServiceTask task
                    && StepOfCase.named(task.getCamundaDelegateExpression())
                            .filter(step::equals)
                            .isPresent()) {
                return true;
            }
            if (seen.add(node)) {
                open.addAll(next(node));
                open.addAll(boundaries(node));
            }
        }
        return false;
    }

    /** Whether a token that comes here stays until something happens. */
    static boolean waits(FlowNode node) {
        return node instanceof EventBasedGateway
                || node instanceof IntermediateCatchEvent
                || node instanceof ReceiveTask
                || node instanceof UserTask
                || node.isCamundaAsyncBefore();
    }
}
