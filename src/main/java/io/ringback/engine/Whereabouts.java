package io.ringback.engine;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseState;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * What a case is doing while its token stands at an element, read from the diagram: it waits for what is caught there, or on
 * its way for what every way from there comes to first.
 */
final class Whereabouts {

    /** Of the messages that tell it, each is caught in one state only. */
    private static final Map<CaseMessage, CaseState> CAUGHT_IN = Map.of(
            CaseMessage.CALLER_ANSWERED, CaseState.ASKING_CALLER,
            CaseMessage.CONTACT_MEANS_USED, CaseState.WAITING_FOR_CALLEE,
            CaseMessage.CALLEE_SEEN, CaseState.WAITING_FOR_CALLEE,
            CaseMessage.TIME_NAMED, CaseState.WAITING_FOR_CALLEE,
            CaseMessage.TIME_ANSWERED, CaseState.WAITING_FOR_CALLEE,
            CaseMessage.CALLER_WITHDREW, CaseState.WAITING_FOR_CALLEE,
            CaseMessage.CONNECTION_OUTCOME, CaseState.CONNECTING,
            CaseMessage.DELIVERED, CaseState.INFORMING_CALLER);

    private Whereabouts() {}

    /** Empty if the diagram does not tell: the case goes on doing what it did. */
    static Optional<CaseState> stateAt(FlowNode node) {
        Set<CaseState> here = caughtAt(node);
        return only(here.isEmpty() ? ahead(node) : here);
    }

    /** Whether a token stops here, for a time or for something that is none of the messages to a case. */
    static boolean isOnTheWay(FlowNode node) {
        boolean stops =
                node instanceof IntermediateCatchEvent || node instanceof ReceiveTask || node instanceof UserTask;
        return stops && !isBehindGateway(node) && caughtAt(node).isEmpty();
    }

    /** Such an event is come to when it has happened already. */
    static boolean isBehindGateway(FlowNode node) {
        return node.getPreviousNodes().list().stream().anyMatch(EventBasedGateway.class::isInstance);
    }

    private static Optional<CaseState> only(Set<CaseState> states) {
        return states.size() == 1 ? Optional.of(states.iterator().next()) : Optional.empty();
    }

    private static Set<CaseState> caughtAt(FlowNode node) {
        Set<CaseState> caught = messagesAt(node)
                .flatMap(message -> Arrays.stream(CaseMessage.values())
                        .filter(ours -> ours.inDiagram().equals(message.getName())))
                .flatMap(message -> Optional.ofNullable(CAUGHT_IN.get(message)).stream())
                .collect(Collectors.toSet());
        return caught.isEmpty() && node.getParentElement() instanceof SubProcess around ? caughtAt(around) : caught;
    }

    private static Stream<Message> messagesAt(FlowNode node) {
        if (node instanceof EventBasedGateway) {
            return node.getSucceedingNodes().list().stream().flatMap(Whereabouts::messagesAt);
        }
        if (node instanceof IntermediateCatchEvent event) {
            return messagesOf(event);
        }
        if (node instanceof ReceiveTask task) {
            return Stream.ofNullable(task.getMessage());
        }
        return node instanceof Activity ? boundaryEvents(node).flatMap(Whereabouts::messagesOf) : Stream.empty();
    }

    private static Stream<Message> messagesOf(CatchEvent event) {
        return event.getEventDefinitions().stream()
                .filter(MessageEventDefinition.class::isInstance)
                .flatMap(definition -> Stream.ofNullable(((MessageEventDefinition) definition).getMessage()));
    }

    private static Stream<BoundaryEvent> boundaryEvents(FlowNode node) {
        return node.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
                .filter(event -> node.equals(event.getAttachedTo()));
    }

    /** In which states the first waits are that can be come to from here. */
    private static Set<CaseState> ahead(FlowNode from) {
        Set<CaseState> states = new HashSet<>();
        Set<FlowNode> seen = new HashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(after(from));
        while (!open.isEmpty()) {
            FlowNode node = open.poll();
            if (!seen.add(node)) {
                continue;
            }
            Set<CaseState> caught = caughtAt(node);
            states.addAll(caught);
            if (caught.isEmpty()) {
                open.addAll(after(node));
            }
        }
        return states;
    }

    /** What follows a node; out of a subprocess that is on the way, what follows that. */
    private static Collection<FlowNode> after(FlowNode node) {
        Collection<SequenceFlow> ways = node.getOutgoing();
        if (!ways.isEmpty()) {
            return ways.stream().map(SequenceFlow::getTarget).toList();
        }
        return node.getParentElement() instanceof SubProcess around && !around.triggeredByEvent()
                ? after(around)
                : Set.of();
    }
}
