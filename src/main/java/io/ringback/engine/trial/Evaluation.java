package io.ringback.engine.trial;

import io.ringback.engine.trial.EngineLanguage.NotEvaluated;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** The expressions of a diagram, evaluated for a virtual case. What the engine could not evaluate is refused. */
final class Evaluation {

    private final EngineLanguage language = new EngineLanguage();
    private final Graph diagram;
    private final FileFindings findings;

    Evaluation(Graph diagram, FileFindings findings) {
        this.diagram = diagram;
        this.findings = findings;
    }

    /** Whether the way is open to the case; a way without a condition is. Empty if the engine could not tell. */
    Optional<Boolean> isOpen(SequenceFlow way, VirtualCase one) {
        String condition = diagram.condition(way);
        if (condition.isEmpty()) {
            return Optional.of(true);
        }
        Optional<Object> value = value(way.getId(), condition, one, Map.of());
        if (value.isPresent() && !(value.get() instanceof Boolean)) {
            refuse(
                    one,
                    way.getId(),
                    "Its condition " + condition + " is neither true nor false.",
                    "Write it as ${consent == 'ASK'}, with the dollar sign and braces.");
        }
        return value.filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /**
     * The case with these variables set.
     *
     * @param mappings by the variable's name, what it is set to
     * @param beside what the expressions can see beside the case's variables
     */
    Optional<VirtualCase> set(
            String element, Map<String, String> mappings, VirtualCase one, Map<String, Object> beside) {
        Map<String, Object> set = new LinkedHashMap<>();
        for (Map.Entry<String, String> mapping : mappings.entrySet()) {
            Map<String, Object> seen = new LinkedHashMap<>(beside);
            seen.putAll(set);
            try {
                set.put(mapping.getKey(), evaluate(mapping.getValue(), one, seen));
            } catch (NotEvaluated e) {
                refuse(element, mapping.getValue(), e, one);
                return Optional.empty();
            }
        }
        return Optional.of(one.with(set));
    }

    /** Refuses a timer whose duration the engine could not read. */
    boolean isDuration(String element, String text, VirtualCase one) {
        Optional<Object> value = value(element, text, one, Map.of());
        if (value.isPresent() && !(value.get() instanceof String duration && EngineLanguage.isDuration(duration))) {
            refuse(
                    one,
                    element,
                    "Its duration " + text + " can be " + value.get() + ", which the engine cannot wait for.",
                    "Write it as PT30M, PT4H or P2D, or name a variable that the table waiting-times sets.");
            return false;
        }
        return value.isPresent();
    }

    /** What an expression of an element comes to; empty if the engine could not tell. */
    Optional<Object> valueOf(String element, String text, VirtualCase one) {
        return value(element, text, one, Map.of());
    }

    private Optional<Object> value(String element, String text, VirtualCase one, Map<String, Object> beside) {
        try {
            Object value = evaluate(text, one, beside);
            if (value == null) {
                refuse(one, element, text + " comes to nothing.", "Name a variable that has been set before.");
            }
            return Optional.ofNullable(value);
        } catch (NotEvaluated e) {
            refuse(element, text, e, one);
            return Optional.empty();
        }
    }

    private Object evaluate(String text, VirtualCase one, Map<String, Object> beside) throws NotEvaluated {
        Map<String, Object> all = new LinkedHashMap<>(one.variables());
        all.putAll(beside);
        all.put("execution", new VirtualExecution(one.variables()));
        return language.evaluate(text, all);
    }

    private void refuse(String element, String text, NotEvaluated problem, VirtualCase one) {
        refuse(
                one,
                element,
                text + " cannot be evaluated when a case comes here: " + problem.getMessage() + ".",
                "Name what a table, a listener or a message has set before, spelled as there; what a message or a listener"
                        + " sets is forgotten at the next wait.");
    }

    /** The engine throws, and so stops, where it meets what nobody knows: that is as it should be. */
    private void refuse(VirtualCase one, String element, String problem, String mend) {
        if (one.isKnown()) {
            findings.refuse(element, problem, mend);
        }
    }
}
