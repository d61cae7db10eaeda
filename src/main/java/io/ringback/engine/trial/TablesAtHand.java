package io.ringback.engine.trial;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/** The tables that a diagram can use: those that are in force, or would be with it. */
final class TablesAtHand {

    private final DmnEngine engine;
    private final Map<String, Optional<DecisionTable>> tables = new HashMap<>();
    private final Map<String, TriedTable> tried = new HashMap<>();
    private final Map<String, Set<Map<String, Object>>> beside = new HashMap<>();

    TablesAtHand(DmnEngine engine) {
        this.engine = engine;
    }

    /** Takes all decisions of a file; a later file counts for more. */
    void add(DmnModelInstance file) {
        file.getModelElementsByType(Decision.class)
                .forEach(decision -> tables.put(
                        decision.getId(),
                        Optional.ofNullable(decision.getExpression())
                                .filter(DecisionTable.class::isInstance)
                                .map(DecisionTable.class::cast)));
    }

    /** Their ids. */
    Set<String> ids() {
        return new TreeSet<>(tables.keySet());
    }

    /**
     * By id, all that a diagram can tell of the tables: where two of these are equal, it behaves alike. Of tables that the
     * diagram alone knows it can tell everything, so they are equal to none.
     */
    Map<String, Object> telling() {
        return tables.keySet().stream().collect(Collectors.toMap(id -> id, id -> TableContract.of(id)
                .<Object>map(contract -> besideOutputs(id, contract))
                .orElseGet(Object::new)));
    }

    /** The facts that make a difference to a table which the diagram alone knows; empty for those of the contract. */
    Set<String> names(String id) {
        return TableContract.of(id).isPresent()
                        || tables.getOrDefault(id, Optional.empty()).isEmpty()
                ? Set.of()
                : tried(id).names();
    }

    /** The text of those tables which the diagram alone knows. */
    String text(Set<String> ids) {
        return own(ids).map(id -> tables.get(id).orElseThrow().getTextContent()).collect(Collectors.joining(" "));
    }

    /** The same without those values that none of these tables tells from another. */
    Combinations toldApart(Combinations facts, Set<String> ids) {
        return TriedTable.toldApart(facts, own(ids).map(this::tried).toList());
    }

    private Stream<String> own(Set<String> ids) {
        return ids.stream()
                .filter(id -> TableContract.of(id).isEmpty())
                .filter(id -> tables.getOrDefault(id, Optional.empty()).isPresent());
    }

    /**
     * All that the table can say with these facts. A table of the contract can be changed without its diagram, so it is
     * taken to say anything that it may.
     *
     * @throws DmnEngineException if it cannot decide
     */
    List<Map<String, Object>> results(String id, Map<String, Object> facts) {
        Optional<TableContract> contract = TableContract.of(id);
        if (contract.isEmpty()) {
            return tables.getOrDefault(id, Optional.empty()).isEmpty()
                    ? List.of()
                    : tried(id).decide(facts).stream()
                            .map(TriedTable.Result::outputs)
                            .toList();
        }
        Set<Map<String, Object>> all = new LinkedHashSet<>();
        for (Map<String, Object> others : besideOutputs(id, contract.get())) {
            for (Object result : contract.get().results()) {
                if (contract.get().objection(facts, result).isEmpty()) {
                    Map<String, Object> outputs = new LinkedHashMap<>(others);
                    outputs.put(contract.get().output(), result);
                    all.addAll(withOthers(outputs, contract.get()));
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<Map<String, Object>> withOthers(Map<String, Object> outputs, TableContract contract) {
        List<Map<String, Object>> all = List.of(outputs);
        for (Map.Entry<String, List<Object>> other : contract.others().entrySet()) {
            all = all.stream()
                    .flatMap(each -> other.getValue().stream().map(value -> {
                        Map<String, Object> more = new LinkedHashMap<>(each);
                        more.put(other.getKey(), value);
                        return more;
                    }))
                    .toList();
        }
        return all;
    }

    /** What a table of the contract says in columns of the analyst's own, where the cells are plain. */
    private Set<Map<String, Object>> besideOutputs(String id, TableContract contract) {
        return beside.computeIfAbsent(id, unseen -> readBeside(id, contract));
    }

    private Set<Map<String, Object>> readBeside(String id, TableContract contract) {
        Set<Map<String, Object>> all = new LinkedHashSet<>();
        boolean saysMore = tables.getOrDefault(id, Optional.empty())
                .filter(table -> table.getOutputs().size() > 1)
                .isPresent();
        if (saysMore) {
            for (Map<String, Object> outputs : tried(id).saidWithoutFacts()) {
                Map<String, Object> others = new LinkedHashMap<>(outputs);
                others.keySet().removeIf(contract::names);
                others.replace(Diagram.Variable.REASON, "the reason");
                all.add(others);
            }
        }
        return all.isEmpty() ? Set.of(Map.of()) : all;
    }

    /** What a table said that does not know its own contract: nothing, or something nobody understands. */
    List<Map<String, Object>> unknownResults(String id) {
        return TableContract.of(id)
                .filter(contract -> contract != TableContract.WAITING_TIMES)
                .map(contract -> {
                    Map<String, Object> nothing = new LinkedHashMap<>();
                    nothing.put(contract.output(), null);
                    return List.of(nothing, Map.<String, Object>of(contract.output(), "?"));
                })
                .orElse(List.of());
    }

    private TriedTable tried(String id) {
        return tried.computeIfAbsent(
                id, table -> new TriedTable(engine, tables.get(id).orElseThrow()));
    }
}
