package io.ringback.engine.preview;

import io.ringback.cases.DeployPreview.Change;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Artifact;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.LaneSet;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.camunda.bpm.model.xml.type.ModelElementType;
import org.camunda.bpm.model.xml.type.attribute.Attribute;

/** What one version of a diagram does otherwise than another, element by element. Where things are drawn is no difference. */
final class DiagramDifference {

    /**
     * An element that is not in both, or not the same in both.
     *
     * @param comesHere whether cases come to it, so that the engine notes who did; they do not to a line
     */
    record Element(Change change, String id, String name, boolean comesHere) {}

    /** @param says all that makes a difference to the engine or its reader, as text */
    private record Known(BaseElement element, String says) {}

    private static final Set<String> ENDS_OF_LINES = Set.of("incoming", "outgoing");

    private DiagramDifference() {}

    /** What is new or changed, then what was taken away. */
    static List<Element> between(byte[] before, byte[] after) {
        Map<String, Known> old = known(before);
        List<Element> all = new ArrayList<>();
        known(after).forEach((id, now) -> {
            Known then = old.remove(id);
            if (then == null) {
                all.add(element(Change.NEW, now.element()));
            } else if (!then.says().equals(now.says())) {
                all.add(element(Change.CHANGED, now.element()));
            }
        });
        old.values().forEach(gone -> all.add(element(Change.REMOVED, gone.element())));
        return all;
    }

    private static Element element(Change change, BaseElement element) {
        return new Element(change, element.getId(), name(element), element instanceof FlowNode);
    }

    private static String name(BaseElement element) {
        if (element instanceof SequenceFlow line) {
            return "line from " + name(line.getSource()) + " to " + name(line.getTarget());
        }
        String name = element instanceof Process process
                ? process.getName()
                : element instanceof FlowElement flowElement ? flowElement.getName() : null;
        return name == null || name.isBlank() ? element.getId() : name.replaceAll("\\s+", " ");
    }

    private static Map<String, Known> known(byte[] content) {
        BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(content));
        Map<String, Known> all = new LinkedHashMap<>();
        Stream.<Class<? extends BaseElement>>of(Process.class, FlowElement.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .forEach(element -> {
                    StringBuilder says = new StringBuilder();
                    say(element, says);
                    all.put(element.getId(), new Known(element, says.toString()));
                });
        return all;
    }

    private static void say(ModelElementInstance one, StringBuilder says) {
        says.append('<').append(one.getElementType().getTypeName());
        for (ModelElementType type = one.getElementType(); type != null; type = type.getBaseType()) {
            type.getAttributes().forEach(attribute -> say(one, attribute, says));
            if (!(one instanceof ExtensionElements)) {
                type.getChildElementTypes().stream()
                        .flatMap(children -> one.getChildElementsByType(children).stream())
                        .filter(child -> !isElsewhere(child))
                        .forEach(child -> say(child, says));
            }
        }
        if (one instanceof ExtensionElements extensions) {
            extensions.getElements().forEach(child -> say(child, says));
        }
        if (one.getDomElement().getChildElements().isEmpty()) {
            says.append('>').append(one.getTextContent().strip());
        }
        if (one instanceof MessageEventDefinition caught) {
            Message message = caught.getMessage();
            says.append('>').append(message == null ? "" : message.getName());
        }
    }

    /** What is said of itself, what only readers see, and the ends of lines, which name both their ends themselves. */
    private static boolean isElsewhere(ModelElementInstance child) {
        return child instanceof FlowElement
                || child instanceof Artifact
                || child instanceof LaneSet
                || child instanceof Documentation
                || ENDS_OF_LINES.contains(child.getElementType().getTypeName());
    }

    private static void say(ModelElementInstance one, Attribute<?> attribute, StringBuilder says) {
        String value = attribute.getNamespaceUri() == null
                ? one.getAttributeValue(attribute.getAttributeName())
                : one.getAttributeValueNs(attribute.getNamespaceUri(), attribute.getAttributeName());
        if (value != null) {
            says.append(' ').append(attribute.getAttributeName()).append('=').append(value);
        }
    }
}
