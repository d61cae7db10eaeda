package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** What can happen while a case waits at an element. */
final class Waits {

    /**
     * One thing that can happen.
     *
     * @param event the element that catches it
     * @param message what is caught; empty if it is a timer, or an operator's word
     * @param second whether the case goes on waiting while this runs beside it
     */
    record Event(FlowNode event, Optional<CaseMessage> message, boolean second) {}

    private final Graph diagram;

    Waits(Graph diagram) {
        this.diagram = diagram;
    }

    /** The messages that the element itself waits for. */
    Set<CaseMessage> messages(FlowNode wait) {
        return own(wait).stream().flatMap(event -> event.message().stream()).collect(Collectors.toSet());
    }

    /** Whether the element itself waits for messages, and not only for time to pass or for an operator. */
    boolean isForMessages(FlowNode wait) {
        return own(wait).stream().anyMatch(event -> event.message().isPresent());
    }

    /** Whether a case stops there for a time only, while nothing that is said to it is caught. */
    boolean isOnTheWay(FlowNode wait) {
        boolean caughtAround = diagram.around(wait)
                .filter(around -> diagram.boundaries(around).stream()
                        .anyMatch(event -> message(event).isPresent()))
                .isPresent();
        return (wait instanceof IntermediateCatchEvent || wait instanceof UserTask)
                && !isForMessages(wait)
                && !caughtAround;
    }

    /** All that can happen while a case waits there. */
    List<Event> at(FlowNode wait) {
        List<Event> events = new ArrayList<>(own(wait));
        addBoundaries(wait, events);
        for (BaseElement scope : diagram.scopes(wait)) {
            diagram.eventSubProcesses(scope).stream()
                    .filter(subProcess -> !diagram.scopes(wait).contains(subProcess))
                    .forEach(subProcess -> addStarts(subProcess, events));
            if (scope instanceof SubProcess) {
                diagram.boundaries(scope).forEach(boundary -> events.add(boundary(boundary)));
            }
        }
        return events;
    }

    private List<Event> own(FlowNode wait) {
        if (wait instanceof EventBasedGateway) {
            return diagram.outgoing(wait).stream()
                    .map(SequenceFlow::getTarget)
                    .map(event -> new Event(event, message(event), false))
                    .toList();
        }
        return wait instanceof IntermediateCatchEvent || wait instanceof ReceiveTask
                ? List.of(new Event(wait, message(wait), false))
                : List.of(new Event(wait, Optional.empty(), false));
    }

    private void addBoundaries(FlowNode wait, List<Event> events) {
        // What is attached to a job starts only after the job.
        if (!wait.isCamundaAsyncBefore()) {
            diagram.boundaries(wait).forEach(boundary -> events.add(boundary(boundary)));
        }
    }

    private static Event boundary(BoundaryEvent event) {
        return new Event(event, message(event), !event.cancelActivity());
    }

    private void addStarts(SubProcess subProcess, List<Event> events) {
        for (StartEvent start : diagram.starts(subProcess)) {
            events.add(new Event(start, message(start), !start.isInterrupting()));
        }
    }

    /** The message of the contract that the element catches; empty if it catches none. */
    static Optional<CaseMessage> message(FlowNode node) {
        Stream<Message> caught = node instanceof ReceiveTask task
                ? Stream.ofNullable(task.getMessage())
                : node.getChildElementsByType(MessageEventDefinition.class).stream()
                        .map(MessageEventDefinition::getMessage)
                        .filter(message -> message != null);
        return caught.flatMap(message -> Arrays.stream(CaseMessage.values())
                        .filter(ours -> ours.inDiagram().equals(message.getName())))
                .findFirst();
    }

    /** Whether the diagram of {@code node} catches the message anywhere. */
    static boolean hears(FlowNode node, CaseMessage message) {
        return node.getModelInstance().getModelElementsByType(Message.class).stream()
                .anyMatch(known -> message.inDiagram().equals(known.getName()));
    }

    static boolean isTimer(FlowNode node) {
        return !node.getChildElementsByType(TimerEventDefinition.class).isEmpty();
    }
}
