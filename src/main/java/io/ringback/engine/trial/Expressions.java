package io.ringback.engine.trial;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Where the elements of a diagram have expressions. */
final class Expressions {

    private Expressions() {}

    /** By the variable that is set when the element is entered. */
    static Map<String, String> inputs(BaseElement element) {
        Map<String, String> all = new LinkedHashMap<>();
        extensions(element, CamundaInputOutput.class)
                .flatMap(mapping -> mapping.getCamundaInputParameters().stream())
                .forEach(parameter -> all.put(
                        parameter.getCamundaName(), parameter.getTextContent().strip()));
        return all;
    }

    /** By the variable that is set when the element is left. */
    static Map<String, String> outputs(BaseElement element) {
        Map<String, String> all = new LinkedHashMap<>();
        extensions(element, CamundaInputOutput.class)
                .flatMap(mapping -> mapping.getCamundaOutputParameters().stream())
                .forEach(parameter -> all.put(
                        parameter.getCamundaName(), parameter.getTextContent().strip()));
        return all;
    }

    static Stream<CamundaExecutionListener> listeners(BaseElement element) {
        return extensions(element, CamundaExecutionListener.class);
    }

    /** The condition of a way; empty if it has none. */
    static String condition(SequenceFlow flow) {
        return flow.getConditionExpression() == null
                ? ""
                : flow.getConditionExpression().getTextContent().strip();
    }

    /** The durations of the timers that it stands for. */
    static Stream<String> durations(FlowNode node) {
        return node.getChildElementsByType(TimerEventDefinition.class).stream()
                .filter(timer -> timer.getTimeDuration() != null)
                .map(timer -> timer.getTimeDuration().getTextContent().strip());
    }

    /** The names that the node and the ways out of it mention. */
    static Set<String> names(Graph diagram, FlowNode node) {
        Set<String> names = new LinkedHashSet<>();
        Stream.of(
                        inputs(node).values().stream(),
                        outputs(node).values().stream(),
                        durations(node),
                        diagram.outgoing(node).stream().map(Expressions::condition))
                .flatMap(each -> each)
                .filter(text -> text.contains("{"))
                .forEach(text -> names.addAll(FactNames.in(text)));
        // execution.getVariable('x') names it in quotation marks.
        diagram.outgoing(node).stream()
                .map(Expressions::condition)
                .filter(text -> text.contains("ariable("))
                .forEach(text -> {
                    for (String part : text.split("['\"]", -1)) {
                        names.add(part);
                    }
                });
        return names;
    }

    /** How often and when its job is tried again, if the file says so. */
    static Optional<String> retryCycle(BaseElement element) {
        return extensions(element, CamundaFailedJobRetryTimeCycle.class)
                .map(cycle -> cycle.getTextContent().strip())
                .findFirst();
    }

    private static <T extends ModelElementInstance> Stream<T> extensions(BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null
                ? Stream.empty()
                : element.getExtensionElements().getElementsQuery().filterByType(type).list().stream();
    }
}
