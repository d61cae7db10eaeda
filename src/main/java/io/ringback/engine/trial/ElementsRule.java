package io.ringback.engine.trial;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateThrowEvent;
import org.camunda.bpm.model.bpmn.instance.LinkEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ManualTask;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Transaction;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Only elements are drawn that something in Ringback runs. */
final class ElementsRule implements DiagramRule {

    private final ProcessesAtHand processes;

    ElementsRule(ProcessesAtHand processes) {
        this.processes = processes;
    }

    @Override
    public void check(Graph diagram, FileFindings findings) {
        diagram.nodes().forEach(node -> check(diagram, node, findings));
        diagram.all(EventDefinition.class).forEach(event -> check(event, findings));
        diagram.all(CamundaScript.class)
                .forEach(script -> findings.refuse(
                        idAround(script),
                        "Scripts are not run.",
                        "Write an expression such as ${consent}, or let a table decide."));
        diagram.all(CamundaTaskListener.class)
                .forEach(listener ->
                        findings.refuse(idAround(listener), "Task listeners are not run.", "Take the listener out."));
    }

    private void check(Graph diagram, FlowNode node, FileFindings findings) {
        if (node instanceof ScriptTask) {
            findings.refuse(node.getId(), "Scripts are not run.", "Make it a service task with a delegate expression.");
        } else if (node instanceof SendTask) {
            findings.refuse(
                    node.getId(),
                    "Nobody does what a send task says.",
                    "Make it a service task with a step's template.");
        } else if (node instanceof CallActivity call) {
            checkCall(diagram, call, findings);
        } else if (node instanceof Transaction || !isRun(node)) {
            findings.refuse(
                    node.getId(),
                    "Nothing runs an element of the type "
                            + node.getElementType().getTypeName() + ".",
                    "Take an element that the shipped diagram has too.");
        }
    }

    private void checkCall(Graph diagram, CallActivity call, FileFindings findings) {
        String called = String.valueOf(call.getCalledElement());
        if (called.equals(Diagram.PROCESS)) {
            findings.refuse(
                    call.getId(),
                    "It calls the process " + called + ", which failed calls alone start.",
                    "Take the call activity out; to repeat something, draw the arrow back to it.");
        } else if (processes.leadsTo(called, diagram.process().getId())) {
            findings.refuse(
                    call.getId(),
                    "The process \"" + called + "\" comes to call the process in which this stands, which never stops.",
                    "Take one of the call activities out; to repeat something, draw the arrow back to it.");
        } else if (processes.ids().contains(called)) {
            findings.warn(
                    call.getId(),
                    "What the called process does is not tried, and it knows nothing of the case.",
                    "Draw it here as a subprocess if it takes part in the case.");
        } else {
            findings.refuse(
                    call.getId(),
                    "There is no process \"" + called + "\".",
                    "Name one that is deployed, or draw what it does here as a subprocess.");
        }
    }

    private static boolean isRun(FlowNode node) {
        return node instanceof ServiceTask
                || node instanceof BusinessRuleTask
                || node instanceof ManualTask
                || node instanceof ReceiveTask
                || node instanceof UserTask
                || node.getElementType().getInstanceType() == Task.class
                || node instanceof SubProcess
                // Gateways that fork are refused by their own rule, and events by what they catch or throw.
                || node instanceof Gateway
                || node instanceof Event;
    }

    private static void check(EventDefinition event, FileFindings findings) {
        if (!(event.getParentElement() instanceof FlowNode node)) {
            return;
        }
        boolean caught = event instanceof MessageEventDefinition || event instanceof TimerEventDefinition;
        boolean runs = node instanceof ThrowEvent
                ? node instanceof EndEvent && event instanceof TerminateEventDefinition
                : caught || node instanceof BoundaryEvent && event instanceof ErrorEventDefinition;
        if (event instanceof LinkEventDefinition) {
            findings.refuse(
                    node.getId(), "Link events are not followed.", "Draw the line instead that the two stand for.");
        } else if (!runs) {
            findings.refuse(
                    node.getId(),
                    node instanceof EndEvent || node instanceof IntermediateThrowEvent
                            ? "Nobody hears what this event throws."
                            : "Nothing in Ringback makes this event happen.",
                    node instanceof ThrowEvent
                            ? "Make it an event without a sign, or a step with its template."
                            : "Let it catch one of the known messages or a timer.");
        }
    }

    private static String idAround(ModelElementInstance inner) {
        for (ModelElementInstance at = inner; at != null; at = at.getParentElement()) {
            if (at instanceof FlowNode node) {
                return node.getId();
            }
        }
        return inner.getElementType().getTypeName();
    }
}
