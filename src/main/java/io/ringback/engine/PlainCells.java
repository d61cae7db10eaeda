package io.ringback.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * Answers the cells that nearly all decision tables consist of (texts, not these texts, true, false, the name of a fact)
 * without the FEEL engine, which parses each cell anew and took a third of Java's CPU in a profile. Every other cell goes
 * to the FEEL engine; what a cell means is the same either way (docs/decisions/0006-plain-cells.md).
 */
final class PlainCells implements FeelEngine {

    private static final Pattern TEXTS = Pattern.compile("\"[^\"\\\\]*\"(?:\\s*,\\s*\"[^\"\\\\]*\")*");
    private static final Pattern NOT = Pattern.compile("not\\((.*)\\)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

    private final FeelEngine feel;
    private final Map<String, Optional<Plain>> plain = new ConcurrentHashMap<>();

    /** What a cell lists, or lists as not wanted. */
    private record Plain(boolean negated, Set<Object> values) {

        boolean isComparableTo(Object fact) {
            return values.stream().allMatch(one -> one.getClass() == fact.getClass());
        }
    }

    PlainCells(FeelEngine feel) {
        this.feel = feel;
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String test, String inputName, VariableContext facts) {
        Optional<Plain> cell = plain.computeIfAbsent(test, PlainCells::read);
        Object value = cell.isPresent() ? valueOf(inputName, facts) : null;
        return value != null && cell.get().isComparableTo(value)
                ? cell.get().values().contains(value) != cell.get().negated()
                : feel.evaluateSimpleUnaryTests(test, inputName, facts);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext facts) {
        Optional<Plain> cell = plain.computeIfAbsent(expression, PlainCells::read);
        if (cell.isPresent() && !cell.get().negated() && cell.get().values().size() == 1) {
            return (T) cell.get().values().iterator().next();
        }
        Object fact = NAME.matcher(expression).matches() ? valueOf(expression, facts) : null;
        return fact instanceof String || fact instanceof Boolean
                ? (T) fact
                : feel.evaluateSimpleExpression(expression, facts);
    }

    private static Object valueOf(String name, VariableContext facts) {
        return facts.containsVariable(name) ? facts.resolve(name).getValue() : null;
    }

    private static Optional<Plain> read(String cell) {
        Matcher not = NOT.matcher(cell.strip());
        boolean negated = not.matches();
        return negated && !TEXTS.matcher(not.group(1).strip()).matches()
                ? Optional.empty()
                : values(negated ? not.group(1) : cell).map(values -> new Plain(negated, values));
    }

    /** What the cell lists, if it is plain. */
    private static Optional<Set<Object>> values(String cell) {
        String text = cell.strip();
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(Set.of(Boolean.valueOf(text)));
        }
        if (!TEXTS.matcher(text).matches()) {
            return Optional.empty();
        }
        // Splitting at the quotation marks leaves the texts at odd places.
        String[] parts = text.split("\"", -1);
        return Optional.of(IntStream.range(0, parts.length)
                .filter(place -> place % 2 == 1)
                .mapToObj(place -> parts[place])
                .collect(Collectors.toSet()));
    }
}
