package io.ringback.engine;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.util.function.SingletonSupplier;

/** Facts that cost a look into the database. Each is looked up when something asks for it, and once only. */
final class OfferedFacts {

    private final Map<String, Supplier<Object>> facts = new LinkedHashMap<>();

    OfferedFacts(Map<String, Supplier<Object>> facts) {
        facts.forEach((name, fact) -> this.facts.put(name, SingletonSupplier.of(fact)));
    }

    Set<String> names() {
        return facts.keySet();
    }

    /** @throws NullPointerException if it is not among them */
    Object lookUp(String name) {
        return facts.get(name).get();
    }

    /** Those that are named, by their names. */
    Map<String, Object> lookUp(Set<String> named) {
        Map<String, Object> found = new LinkedHashMap<>();
        facts.keySet().stream().filter(named::contains).forEach(name -> found.put(name, lookUp(name)));
        return found;
    }

    /**
     * What a table sees that is asked with some variables.
     *
     * @param asked which of these facts it asks for; the engine looks at all that it is given
     */
    VariableContext beside(VariableContext variables, Set<String> asked) {
        Set<String> given = new HashSet<>(asked);
        given.retainAll(facts.keySet());
        Set<String> all = new HashSet<>(variables.keySet());
        all.addAll(given);
        return new VariableContext() {
            @Override
            public TypedValue resolve(String name) {
                return given.contains(name) ? Variables.untypedValue(lookUp(name)) : variables.resolve(name);
            }

            @Override
            public boolean containsVariable(String name) {
                return all.contains(name);
            }

            @Override
            public Set<String> keySet() {
                return all;
            }
        };
    }
}
