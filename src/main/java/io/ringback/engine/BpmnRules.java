package io.ringback.engine;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseMessage;
import io.ringback.cases.Diagrams.Refusal;
import io.ringback.cases.Outcome;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** What a diagram must keep to so that its cases can run and end. Each rule names the element and how to mend it. */
@Component
class BpmnRules {

    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");
    private static final String MESSAGES =
            Arrays.stream(CaseMessage.values()).map(CaseMessage::inDiagram).collect(Collectors.joining("\", \""));

    private static final List<Outcome> OUTCOMES =
            Arrays.stream(Outcome.values()).filter(Outcome::isDrawn).toList();

    private final ListableBeanFactory beans;

    BpmnRules(ListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Checks a diagram.
     *
     * @param decisions ids of the tables that are in force or would be with this diagram
     * @return everything that keeps it from running; empty if it may
     */
    List<Refusal> check(String file, BpmnModelInstance diagram, Set<String> decisions) {
        Findings findings = new Findings(file);
        diagram.getModelElementsByType(Process.class).forEach(process -> checkProcess(process, findings));
        diagram.getModelElementsByType(Message.class).forEach(message -> checkMessage(message, findings));
        diagram.getModelElementsByType(MessageEventDefinition.class).stream()
                .filter(event -> event.getMessage() == null)
                .forEach(event -> findings.add(
                        idOf(event.getParentElement()), "It has no message.", "Choose one of \"" + MESSAGES + "\"."));
        diagram.getModelElementsByType(ServiceTask.class).forEach(task -> checkStep(task, findings));
        diagram.getModelElementsByType(ScriptTask.class)
                .forEach(task -> findings.add(
                        task.getId(), "Scripts are not run.", "Make it a service task with a delegate expression."));
        diagram.getModelElementsByType(CamundaExecutionListener.class)
                .forEach(listener -> checkListener(listener, findings));
        diagram.getModelElementsByType(BusinessRuleTask.class)
                .forEach(task -> checkDecision(task, decisions, findings));
        diagram.getModelElementsByType(FlowNode.class).forEach(node -> checkTimeout(node, findings));
        diagram.getModelElementsByType(TimerEventDefinition.class).forEach(timer -> checkTimer(timer, findings));
        diagram.getModelElementsByType(EndEvent.class).forEach(end -> checkOutcome(end, findings));
        return findings.refusals;
    }

    private static void checkProcess(Process process, Findings findings) {
        if (!process.isExecutable()) {
            findings.add(process.getId(), "The process is not executable.", "Tick \"Executable\" in its properties.");
        }
        if (process.getCamundaHistoryTimeToLiveString() == null) {
            findings.add(
                    process.getId(),
                    "The process has no time to live, so its history would be kept for ever.",
                    "Set \"Time to live\" in its properties, for example P30D.");
        }
    }

    private static void checkMessage(Message message, Findings findings) {
        boolean known = Arrays.stream(CaseMessage.values())
                .anyMatch(ours -> ours.inDiagram().equals(message.getName()));
        if (!known) {
            findings.add(
                    message.getId(),
                    "Nobody ever sends the message \"" + message.getName() + "\".",
                    "Use one of \"" + MESSAGES + "\".");
        }
    }

    private void checkStep(ServiceTask task, Findings findings) {
        if (task.getCamundaDelegateExpression() == null) {
            findings.add(
                    task.getId(),
                    "It has no delegate expression; classes, connectors and external workers are not run.",
                    "Name one of the steps: " + namesOf(JavaDelegate.class) + ".");
        } else {
            checkBean(task.getId(), task.getCamundaDelegateExpression(), JavaDelegate.class, findings);
        }
        String announcement = ElementProperties.of(task).get(Diagram.Property.ANNOUNCEMENT);
        if (announcement != null
                && Arrays.stream(Announcement.values())
                        .noneMatch(ours -> ours.name().equals(announcement))) {
            findings.add(
                    task.getId(),
                    "There is no announcement \"" + announcement + "\".",
                    "Choose one of " + Arrays.toString(Announcement.values()) + ".");
        }
    }

    private void checkListener(CamundaExecutionListener listener, Findings findings) {
        String element = idOf(listener.getParentElement().getParentElement());
        if (listener.getCamundaDelegateExpression() == null) {
            findings.add(
                    element,
                    "Its execution listener has no delegate expression; classes and scripts are not run.",
                    "Name one of: " + namesOf(ExecutionListener.class) + ".");
        } else {
            checkBean(element, listener.getCamundaDelegateExpression(), ExecutionListener.class, findings);
        }
    }

    private void checkBean(String element, String expression, Class<?> type, Findings findings) {
        Matcher bean = BEAN.matcher(expression);
        if (!bean.matches() || !beans.containsBean(bean.group(1)) || !beans.isTypeMatch(bean.group(1), type)) {
            findings.add(
                    element,
                    "There is no " + (type == JavaDelegate.class ? "step " : "listener ") + expression + ".",
                    "Write ${name} with one of: " + namesOf(type) + ".");
        }
    }

    private String namesOf(Class<?> type) {
        return String.join(", ", new TreeSet<>(Arrays.asList(beans.getBeanNamesForType(type))));
    }

    private static void checkDecision(BusinessRuleTask task, Set<String> decisions, Findings findings) {
        if (!decisions.contains(task.getCamundaDecisionRef())) {
            findings.add(
                    task.getId(),
                    "There is no decision table \"" + task.getCamundaDecisionRef() + "\".",
                    "Name one of: " + String.join(", ", new TreeSet<>(decisions)) + ".");
        }
    }

    private static void checkTimeout(FlowNode node, Findings findings) {
        if (waits(node) && !hasTimeout(node)) {
            findings.add(
                    node.getId(),
                    "A case could wait here for ever.",
                    node instanceof EventBasedGateway
                            ? "Add a timer event after it, and say what happens then."
                            : "Attach a timer to it or to the subprocess around it, and say what happens then.");
        }
    }

    private static boolean waits(FlowNode node) {
        if (node instanceof IntermediateCatchEvent event) {
            boolean isTimer = has(event.getEventDefinitions(), TimerEventDefinition.class);
            boolean behindGateway =
                    event.getPreviousNodes().list().stream().anyMatch(EventBasedGateway.class::isInstance);
            return !isTimer && !behindGateway;
        }
        return node instanceof EventBasedGateway
                || node instanceof ReceiveTask
                || node instanceof UserTask
                || (node instanceof Activity activity && activity.isCamundaAsyncBefore());
    }

    private static boolean hasTimeout(FlowNode node) {
        if (node instanceof EventBasedGateway gateway) {
            return gateway.getSucceedingNodes().list().stream()
                    .anyMatch(next -> next instanceof IntermediateCatchEvent event
                            && has(event.getEventDefinitions(), TimerEventDefinition.class));
        }
        // An async task waits for its job before a timer on it would start, so only the subprocess around it counts.
        boolean byItself = node instanceof Activity activity && !activity.isCamundaAsyncBefore() && hasTimer(activity);
        return byItself || (node.getParentElement() instanceof SubProcess around && hasTimer(around));
    }

    private static boolean hasTimer(Activity activity) {
        return activity.getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
                .anyMatch(event -> activity.equals(event.getAttachedTo())
                        && has(event.getEventDefinitions(), TimerEventDefinition.class));
    }

    private static boolean has(Collection<?> definitions, Class<?> type) {
        return definitions.stream().anyMatch(type::isInstance);
    }

    private static void checkTimer(TimerEventDefinition timer, Findings findings) {
        String element = idOf(timer.getParentElement());
        if (timer.getTimeDuration() == null) {
            findings.add(element, "The timer has no duration.", "Give it one, such as PT4H or ${waitForAnswer}.");
            return;
        }
        String duration = timer.getTimeDuration().getTextContent().strip();
        if (!duration.startsWith("${") && !isDuration(duration)) {
            findings.add(element, "\"" + duration + "\" is not a duration.", "Write it as PT30M, PT4H or P2D.");
        }
    }

    static boolean isDuration(String text) {
        try {
            return !Durations.parse(text).isNegative() && !Durations.parse(text).isZero();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static void checkOutcome(EndEvent end, Findings findings) {
        if (!endsCase(end)) {
            return;
        }
        String outcome = ElementProperties.of(end).get(Diagram.Property.OUTCOME);
        boolean known = OUTCOMES.stream().anyMatch(ours -> ours.name().equals(outcome));
        boolean recorded = end.getExtensionElements() != null
                && end
                        .getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaExecutionListener.class)
                        .list()
                        .stream()
                        .anyMatch(listener -> "${endCase}".equals(listener.getCamundaDelegateExpression()));
        if (!known || !recorded) {
            findings.add(
                    end.getId(),
                    "This end has no outcome, so the case would never be counted as ended.",
                    "Apply the element template \"Outcome\" and choose one of " + OUTCOMES + ".");
        }
    }

    /** Ends inside a subprocess, or of a non-interrupting event subprocess, do not end the case. */
    private static boolean endsCase(EndEvent end) {
        if (!(end.getParentElement() instanceof SubProcess around)) {
            return true;
        }
        Predicate<FlowElement> interrupts = element -> element instanceof StartEvent start && start.isInterrupting();
        return around.triggeredByEvent() && around.getFlowElements().stream().anyMatch(interrupts);
    }

    private static String idOf(ModelElementInstance element) {
        return element.getAttributeValue("id");
    }

    private static final class Findings {
        private final String file;
        private final List<Refusal> refusals = new ArrayList<>();

        Findings(String file) {
            this.file = file;
        }

        void add(String element, String problem, String mend) {
            refusals.add(new Refusal(file, element, problem, mend));
        }
    }
}
