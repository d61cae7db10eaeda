package io.ringback.engine.trial;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputEntry;

/** Tables of some files, to be asked very often beside the engine that runs the cases. Not for several threads. */
public final class AskedTables {

    private final Map<String, TriedTable> tables = new HashMap<>();
    private final Map<String, String> conditions = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    /** A file that cannot be read has no tables. */
    AskedTables(DmnEngine engine, Collection<byte[]> files) {
        files.forEach(file -> {
            try {
                read(engine, TableReader.read(file));
            } catch (RuntimeException e) {
                // Nobody else's fault: whoever deploys it is told what is wrong with it.
                return;
            }
        });
    }

    private void read(DmnEngine engine, DmnModelInstance model) {
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            ids.add(decision.getId());
            if (decision.getExpression() instanceof DecisionTable table) {
                tables.put(decision.getId(), new TriedTable(engine, table));
                conditions.put(
                        decision.getId(),
                        table.getRules().stream()
                                .flatMap(rule -> rule.getInputEntries().stream())
                                .map(InputEntry::getTextContent)
                                .collect(Collectors.joining(" ")));
            }
        }
    }

    /** The ids of all decisions, also of those that are no tables. */
    public Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** Whether there is a table of this id that can be asked. */
    public boolean has(String decision) {
        return tables.containsKey(decision);
    }

    /** Which of the facts that the diagram gives make a difference to a table; none if there is no such table. */
    public Set<String> looksAt(String decision) {
        Set<String> names = new HashSet<>();
        TableContract.of(decision).filter(contract -> has(decision)).ifPresent(contract -> contract.questions()
                .forEach(facts -> names.addAll(facts.names())));
        names.retainAll(has(decision) ? tables.get(decision).looksAt() : Set.of());
        return names;
    }

    /** All facts that a table's columns and cells name, whoever gives them; none if there is no such table. */
    Set<String> names(String decision) {
        return has(decision) ? tables.get(decision).names() : Set.of();
    }

    /** The number ranges that a table has conditions for; none if there is no such table. */
    public Set<String> ranges(String decision) {
        return FactsOfMessages.ranges(conditions.getOrDefault(decision, ""));
    }

    /** What the table says with these facts; empty if it does not say one thing, or cannot say any. */
    public Optional<Map<String, Object>> answer(String decision, Map<String, Object> facts) {
        try {
            List<TriedTable.Result> results = tables.get(decision).decide(facts);
            return results.size() == 1 ? Optional.of(results.get(0).outputs()) : Optional.empty();
        } catch (DmnEngineException | StackOverflowError e) {
            // Whoever deploys it is told.
            return Optional.empty();
        }
    }
}
