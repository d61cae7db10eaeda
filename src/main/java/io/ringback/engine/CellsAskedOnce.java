package io.ringback.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ringback.engine.trial.FactNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * Asks the FEEL engine once what a cell says of the same facts: it parses the cell and makes all its built-in functions each time.
 * FEEL has no side effects (DMN 1.3, 10.3), so only what looks at the clock or at chance is asked again.
 */
final class CellsAskedOnce implements FeelEngine {

    private static final int MOST_ANSWERS = 5_000;
    private static final int LONGEST_TEXT = 100;
    private static final Set<String> CHANGING = Set.of("now", "today", "random");

    private record Asked(String cell, List<Object> of) {}

    private final FeelEngine feel;
    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();
    private final Cache<Asked, Optional<Object>> answers =
            Caffeine.newBuilder().maximumSize(MOST_ANSWERS).build();

    CellsAskedOnce(FeelEngine feel) {
        this.feel = feel;
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String test, String inputName, VariableContext facts) {
        return once(test, inputName, facts, () -> feel.evaluateSimpleUnaryTests(test, inputName, facts));
    }

    @Override
    public <T> T evaluateSimpleExpression(String expression, VariableContext facts) {
        return once(expression, null, facts, () -> feel.evaluateSimpleExpression(expression, facts));
    }

    @SuppressWarnings("unchecked")
    private <T> T once(String cell, String inputName, VariableContext facts, Supplier<T> ask) {
        Optional<Asked> asked = asked(cell, inputName, facts);
        if (asked.isEmpty()) {
            return ask.get();
        }
        Optional<Object> known = answers.getIfPresent(asked.get());
        if (known != null) {
            return (T) known.orElse(null);
        }
        T answer = ask.get();
        if (answer == null || isPlain(answer)) {
            answers.put(asked.get(), Optional.ofNullable(answer));
        }
        return answer;
    }

    /** The cell with the values of all that it can look at; empty if one of them is more than a plain value. */
    private Optional<Asked> asked(String cell, String inputName, VariableContext facts) {
        Set<String> named = names.computeIfAbsent(cell, FactNames::in);
        if (named.stream().anyMatch(CHANGING::contains)) {
            return Optional.empty();
        }
        List<Object> of = new ArrayList<>();
        of.add(inputName);
        if (inputName != null) {
            of.add(valueOf(inputName, facts));
        }
        named.forEach(name -> of.add(valueOf(name, facts)));
        return of.stream().allMatch(CellsAskedOnce::isPlain) ? Optional.of(new Asked(cell, of)) : Optional.empty();
    }

    /** To be without a fact is not to have one that is null: the engine tells them apart. */
    private static Object valueOf(String name, VariableContext facts) {
        return facts.containsVariable(name)
                ? Optional.ofNullable(facts.resolve(name).getValue())
                : Boolean.FALSE;
    }

    private static boolean isPlain(Object value) {
        Object plain = value instanceof Optional<?> fact ? fact.orElse(null) : value;
        return plain == null
                || plain instanceof Boolean
                || plain instanceof Number
                || plain instanceof String text && text.length() <= LONGEST_TEXT;
    }
}
