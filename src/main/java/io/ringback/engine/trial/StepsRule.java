package io.ringback.engine.trial;

import io.ringback.cases.Announcement;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/** Steps and listeners are beans of Ringback's; which of them are jobs is not the analyst's choice. */
final class StepsRule implements DiagramRule {

    /** The listener of every end that names an outcome. */
    static final String END_CASE = "endCase";

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final String STEPS =
            Arrays.stream(StepOfCase.values()).map(StepOfCase::bean).sorted().collect(Collectors.joining(", "));
    private static final String LISTENERS = Stream.concat(
                    Stream.of(END_CASE), Arrays.stream(FactsGiven.values()).map(FactsGiven::bean))
            .sorted()
            .collect(Collectors.joining(", "));

    @Override
    public void check(Graph diagram, FileFindings findings) {
        if (diagram.isOfCases()) {
            warnOfMissing(diagram, findings);
        }
        diagram.all(ServiceTask.class).forEach(task -> checkStep(diagram, task, findings));
        diagram.nodes().forEach(node -> {
            Expressions.listeners(node).forEach(listener -> checkListener(diagram, node, listener, findings));
            checkJob(diagram, node, findings);
        });
        Stream.concat(
                        Expressions.listeners(diagram.process()),
                        diagram.nodes().stream()
                                .flatMap(node -> diagram.outgoing(node).stream())
                                .flatMap(Expressions::listeners))
                .forEach(listener -> findings.refuse(
                        listener.getParentElement().getParentElement().getAttributeValue("id"),
                        "Listeners are run at steps, decisions and ends only.",
                        "Take it out."));
    }

    /** Without these steps nobody is written to wrongly, but calls are not counted. */
    private static void warnOfMissing(Graph diagram, FileFindings findings) {
        Set<StepOfCase> drawn = diagram.all(ServiceTask.class)
                .flatMap(task -> StepOfCase.named(task.getCamundaDelegateExpression()).stream())
                .collect(Collectors.toSet());
        Stream.of(StepOfCase.TELL_OPEN_CASE, StepOfCase.COUNT_REPEAT)
                .filter(step -> !drawn.contains(step))
                .forEach(step -> findings.warn(
                        diagram.process().getId(),
                        "The step ${" + step.bean() + "} is nowhere, so an open case does not learn of further calls.",
                        "Draw it as the shipped diagram has it."));
    }

    private static void checkStep(Graph diagram, ServiceTask task, FileFindings findings) {
        String expression = task.getCamundaDelegateExpression();
        if (expression == null || task.getCamundaClass() != null || task.getCamundaType() != null) {
            findings.refuse(
                    task.getId(),
                    "It has no delegate expression; classes, connectors and external workers are not run.",
                    "Name one of the steps: " + STEPS + ".");
        } else if (StepOfCase.named(expression).isEmpty()) {
            findings.refuse(
                    task.getId(), "There is no step " + expression + ".", "Write ${name} with one of: " + STEPS + ".");
        } else if (!diagram.isOfCases()) {
            findings.refuse(
                    task.getId(),
                    "The step " + expression + " is taken for a case, and this process has none.",
                    "Draw it in the process " + Diagram.PROCESS + ", as a subprocess if it belongs together.");
        }
        String announcement = ElementProperties.of(task).get(Diagram.Property.ANNOUNCEMENT);
        if (announcement != null
                && Arrays.stream(Announcement.values())
                        .noneMatch(ours -> ours.name().equals(announcement))) {
            findings.refuse(
                    task.getId(),
                    "There is no announcement \"" + announcement + "\".",
                    "Choose one of " + Arrays.toString(Announcement.values()) + ".");
        }
    }

    private static void checkListener(
            Graph diagram, FlowNode node, CamundaExecutionListener listener, FileFindings findings) {
        String expression = listener.getCamundaDelegateExpression();
        boolean endsCase = ("${" + END_CASE + "}").equals(expression);
        // The engine takes a class or another expression first, if there is one beside it.
        if (expression == null || listener.getCamundaClass() != null || listener.getCamundaExpression() != null) {
            findings.refuse(
                    node.getId(),
                    "Its execution listener has no delegate expression alone; classes and scripts are not run.",
                    "Name one of: " + LISTENERS + ".");
        } else if (!endsCase && FactsGiven.by(expression).isEmpty()) {
            findings.refuse(
                    node.getId(),
                    "There is no listener " + expression + ".",
                    "Write ${name} with one of: " + LISTENERS + ".");
        } else if (!diagram.isOfCases()) {
            findings.refuse(
                    node.getId(),
                    "The listener " + expression + " is for a case, and this process has none.",
                    "Take it out, or draw this in the process " + Diagram.PROCESS + ".");
        } else if (endsCase && !(node instanceof EndEvent)) {
            findings.refuse(
                    node.getId(), "The case would be ended here, and then go on.", "Name it at end events only.");
        } else if (!endsCase && !(node instanceof BusinessRuleTask && "start".equals(listener.getCamundaEvent()))) {
            findings.refuse(
                    node.getId(),
                    "Facts are looked up when a decision starts, and nowhere else.",
                    "Name " + expression + " as the start listener of a business rule task.");
        }
    }

    /** A job that is no operator's step leaves the transaction, and what its case knew of the call is gone. */
    private static void checkJob(Graph diagram, FlowNode node, FileFindings findings) {
        boolean sendsAgain = node instanceof ServiceTask task
                && StepOfCase.named(task.getCamundaDelegateExpression())
                        .filter(StepOfCase.SEND_AGAIN::equals)
                        .isPresent();
        boolean after = "true".equals(node.getAttributeValueNs(CAMUNDA, "asyncAfter"));
        boolean before = node.isCamundaAsyncBefore() || "true".equals(node.getAttributeValueNs(CAMUNDA, "async"));
        if (after || before && !sendsAgain) {
            findings.refuse(
                    node.getId(),
                    "\"Asynchronous " + (after ? "after" : "before")
                            + "\" makes a job of it, and a case cannot go on in one.",
                    "Take the tick out. To wait some time, draw a timer.");
        }
        String cycle = Expressions.retryCycle(node).orElse(null);
        if (cycle != null && !EngineLanguage.isRetryCycle(cycle)) {
            findings.refuse(
                    node.getId(),
                    "The engine cannot read the retry time cycle \"" + cycle + "\".",
                    "Write R1/PT1S, or choose the step's template again.");
        } else if (sendsAgain && !(cycle != null && cycle.startsWith("R1/"))) {
            findings.refuse(
                    node.getId(),
                    "The engine would send again here by itself, without an operator: its retry time cycle is "
                            + (cycle == null ? "missing" : cycle) + ".",
                    "Set \"Retry time cycle\" to R1/PT1S, or choose the step's template again.");
        }
        if (sendsAgain && (!before || !(diagram.around(node).orElse(null) instanceof SubProcess))) {
            findings.refuse(
                    node.getId(),
                    "Here a case waits for an operator, but not as a job in a subprocess.",
                    "Tick \"Asynchronous before\" and draw it in a subprocess with a timer, as in \"An operator mends the"
                            + " delivery\".");
        }
    }
}
