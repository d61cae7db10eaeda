package io.ringback.engine.trial;

import io.ringback.cases.CaseMessage;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;

/** Only messages are waited for that somebody sends. */
final class MessagesRule implements DiagramRule {

    private static final String MESSAGES =
            Arrays.stream(CaseMessage.values()).map(CaseMessage::inDiagram).collect(Collectors.joining("\", \""));

    @Override
    public void check(Graph diagram, FileFindings findings) {
        // Messages stand beside the processes.
        diagram.process().getModelInstance().getModelElementsByType(Message.class).stream()
                .filter(message -> !isKnown(message))
                .forEach(message -> findings.refuse(
                        message.getId(),
                        "Nobody ever sends the message \"" + message.getName() + "\".",
                        "Use one of \"" + MESSAGES + "\"."));
        diagram.all(MessageEventDefinition.class)
                .filter(event -> !(event.getParentElement() instanceof ThrowEvent))
                .filter(event -> event.getMessage() == null)
                .forEach(event -> noMessage(event.getParentElement().getAttributeValue("id"), findings));
        diagram.all(ReceiveTask.class)
                .filter(task -> task.getMessage() == null)
                .map(FlowNode::getId)
                .forEach(task -> noMessage(task, findings));
    }

    private static boolean isKnown(Message message) {
        return Arrays.stream(CaseMessage.values())
                .anyMatch(ours -> ours.inDiagram().equals(message.getName()));
    }

    private static void noMessage(String element, FileFindings findings) {
        findings.refuse(element, "It has no message.", "Choose one of \"" + MESSAGES + "\".");
    }
}
