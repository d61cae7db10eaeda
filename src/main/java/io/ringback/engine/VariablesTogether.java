package io.ringback.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The variables of an instance, which are few and short, in one row: as JSON in a variable of its own (docs/decisions/0039). Diagrams,
 * tables and the engine's services see each variable as ever; only who lists rows, as Cockpit does, sees the one.
 */
final class VariablesTogether {

    /** No expression can name it. */
    static final String NAME = "variables.together";

    private static final Logger LOG = LoggerFactory.getLogger(VariablesTogether.class);

    /** As the column takes. */
    private static final int LONGEST = 4000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, Object>> VALUES = new TypeReference<>() {};

    private VariablesTogether() {}

    /** Whether a variable belongs to an instance as a whole and has a value that JSON gives back as it was. */
    static boolean takes(VariableInstanceEntity variable) {
        return isOfInstance(variable)
                && !isRow(variable)
                && switch (variable.getSerializerName()) {
                    case "null", "boolean", "integer" -> true;
                    case "string" -> variable.getTextValue() != null;
                    case "double" -> variable.getDoubleValue() != null && Double.isFinite(variable.getDoubleValue());
                    default -> false;
                };
    }

    static boolean isRow(VariableInstanceEntity variable) {
        return variable.getName().equals(NAME);
    }

    static boolean isOfInstance(VariableInstanceEntity variable) {
        return variable.getExecutionId() != null
                && variable.getExecutionId().equals(variable.getProcessInstanceId())
                && variable.getTaskId() == null
                && !variable.isConcurrentLocal();
    }

    /** Whether it may have been put there; what somebody writes by hand can be a list, too. */
    static boolean isPlain(Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Double;
    }

    /** What somebody has written there by hand may be anything. */
    static Map<String, Object> read(VariableInstanceEntity row) {
        try {
            TreeMap<String, Object> values = JSON.readValue(row.getTextValue(), VALUES);
            return values == null ? new TreeMap<>() : values;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warn(
                    "The variable {} of process {} is no JSON any more, so the instance has lost its variables."
                            + " Write them again in Cockpit, like {\"waitForAnswer\":\"PT4H\"}",
                    NAME,
                    row.getProcessInstanceId());
            return new TreeMap<>();
        }
    }

    /** @return null if it is longer than the column */
    static String write(Map<String, Object> values) {
        try {
            String text = JSON.writeValueAsString(values);
            return text.length() > LONGEST ? null : text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts, numbers and booleans have always been written as JSON", e);
        }
    }
}
