package io.ringback.engine.trial;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;

/** The properties that an analyst gave an element of the diagram; one without a name or a value is none. */
public final class ElementProperties {

    public static Map<String, String> of(BaseElement element) {
        Map<String, String> found = new LinkedHashMap<>();
        if (element.getExtensionElements() != null) {
            element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                    .flatMap(properties -> properties.getCamundaProperties().stream())
                    .filter(property -> property.getCamundaName() != null && property.getCamundaValue() != null)
                    .forEach(property -> found.put(property.getCamundaName(), property.getCamundaValue()));
        }
        return found;
    }

    private ElementProperties() {}
}
