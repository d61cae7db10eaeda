package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/** A decision table that can be asked very often: column by column, each by the engine. */
final class TriedTable {

    /**
     * What a row comes to with certain facts.
     *
     * @param row counted from 0
     */
    record Result(int row, Map<String, Object> outputs) {}

    /** A column of conditions, with the rows that each of its cells stands in. */
    static final class InputColumn {
        private final ColumnAlone alone;
        private final List<BitSet> rowsOfCell;
        private final boolean tellsApart;
        private final Map<List<Object>, BitSet> fitting = new IdentityHashMap<>();

        InputColumn(ColumnAlone alone, Map<String, BitSet> rowsOfCell) {
            this.alone = alone;
            this.rowsOfCell = List.copyOf(rowsOfCell.values());
            this.tellsApart = !ANYTHING.containsAll(rowsOfCell.keySet());
        }

        /** By cell, the rows that it stands in. */
        static Map<String, BitSet> rows(List<String> byRow) {
            Map<String, BitSet> rows = new LinkedHashMap<>();
            for (int row = 0; row < byRow.size(); row++) {
                rows.computeIfAbsent(byRow.get(row), cell -> new BitSet()).set(row);
            }
            return rows;
        }

        Set<String> names() {
            return alone.names();
        }

        /** Whether any of its cells has a condition. */
        boolean tellsApart() {
            return tellsApart;
        }

        BitSet fitting(Map<String, Object> facts) {
            return fitting.computeIfAbsent(alone.answers(facts), cells -> {
                BitSet rows = new BitSet();
                cells.forEach(cell -> rows.or(rowsOfCell.get(Integer.parseInt((String) cell))));
                return rows;
            });
        }
    }

    /** Cells that fit whatever comes. */
    private static final Set<String> ANYTHING = Set.of("", "-");

    private static final long MOST_EFFORT = 1_000_000;

    /** All hours of a day, whatever it takes. */
    private static final int FEWEST = 24;

    private final List<String> rules;
    private final boolean firstDecides;
    private final boolean sameIsOne;
    private final List<InputColumn> inputs = new ArrayList<>();
    private final List<OutputColumn> outputs = new ArrayList<>();
    private final BitSet reached = new BitSet();

    /** @throws DmnEngineException if the engine cannot read it */
    TriedTable(DmnEngine engine, DecisionTable table) {
        List<Rule> rows = List.copyOf(table.getRules());
        this.rules = rows.stream().map(DmnElement::getId).toList();
        this.firstDecides = table.getHitPolicy() == HitPolicy.FIRST;
        this.sameIsOne = table.getHitPolicy() == HitPolicy.ANY;
        List<List<String>> conditions =
                rows.stream().map(rule -> cells(rule.getInputEntries())).toList();
        List<List<String>> conclusions =
                rows.stream().map(rule -> cells(rule.getOutputEntries())).toList();
        List<Map<String, BitSet>> rowsOfCells = new ArrayList<>();
        List<List<String>> results = new ArrayList<>();
        ColumnsAlone columns = new ColumnsAlone();
        for (Input input : table.getInputs()) {
            Map<String, BitSet> rowsOfCell = InputColumn.rows(column(conditions, rowsOfCells.size()));
            rowsOfCells.add(rowsOfCell);
            columns.with(input, List.copyOf(rowsOfCell.keySet()));
        }
        List<Output> said = List.copyOf(table.getOutputs());
        for (Output output : said) {
            List<String> byRow = column(conclusions, results.size());
            results.add(byRow);
            columns.with(output, OutputColumn.different(byRow));
        }
        Iterator<ColumnAlone> read = columns.readBy(engine).iterator();
        rowsOfCells.forEach(rowsOfCell -> inputs.add(new InputColumn(read.next(), rowsOfCell)));
        for (int column = 0; column < said.size(); column++) {
            outputs.add(new OutputColumn(engine, said.get(column), results.get(column), read.next()));
        }
    }

    private static List<String> column(List<List<String>> byRow, int column) {
        return byRow.stream().map(row -> row.get(column)).toList();
    }

    private static List<String> cells(Iterable<? extends DmnElement> entries) {
        List<String> cells = new ArrayList<>();
        entries.forEach(entry -> cells.add(entry.getTextContent().strip()));
        return cells;
    }

    /** The facts that it names. */
    Set<String> names() {
        return names(inputs);
    }

    /** The facts that make a difference to it: not those of a column whose cells are empty. */
    Set<String> looksAt() {
        return names(inputs.stream().filter(InputColumn::tellsApart).toList());
    }

    private Set<String> names(List<InputColumn> columns) {
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(input -> names.addAll(input.alone.names()));
        outputs.forEach(output -> names.addAll(output.names()));
        return names;
    }

    /**
     * The same without those values of open facts that no table tells from another: they would be decided alike. A table tells
     * them apart by columns about nothing else; where a fact is mixed with others, all its values are kept.
     */
    static Combinations toldApart(Combinations facts, List<TriedTable> tables) {
        Set<String> known = facts.names();
        return new Combinations(few(facts, tables).groups().stream()
                .map(group -> group.get(0).size() == 1 ? toldApart(group, tables, known) : group)
                .toList());
    }

    /**
     * The same where it takes seconds and not minutes to ask all columns for each value of a fact by itself. Where thousands of
     * cells name thousands of numbers or words, it has some of those, the same each time.
     */
    static Combinations few(Combinations facts, List<TriedTable> tables) {
        return new Combinations(
                facts.groups().stream().map(group -> few(group, tables)).toList());
    }

    private static List<Map<String, Object>> few(List<Map<String, Object>> group, List<TriedTable> tables) {
        Set<String> names = group.get(0).keySet();
        long effort = tables.stream()
                .flatMap(table -> table.inputs.stream())
                .map(input -> input.alone)
                .filter(column -> names.stream().anyMatch(column.names()::contains))
                .mapToLong(ColumnAlone::effort)
                .sum();
        int most = (int) Math.max(FEWEST, MOST_EFFORT / Math.max(1, effort));
        return group.size() <= most
                ? group
                : IntStream.range(0, most)
                        .mapToObj(place -> group.get((int) ((long) place * group.size() / most)))
                        .toList();
    }

    private static List<Map<String, Object>> toldApart(
            List<Map<String, Object>> group, List<TriedTable> tables, Set<String> known) {
        String fact = group.get(0).keySet().iterator().next();
        List<ColumnAlone> columns = tables.stream()
                .flatMap(table -> table.inputs.stream())
                .map(input -> input.alone)
                .filter(column -> column.names().contains(fact))
                .toList();
        boolean mixed = columns.stream()
                        .anyMatch(column ->
                                column.names().stream().filter(known::contains).count() > 1)
                || tables.stream().flatMap(table -> table.outputs.stream()).anyMatch(output -> output.names()
                        .contains(fact));
        if (mixed || !FactsOfPeople.isOpen(fact)) {
            return group;
        }
        Map<List<List<Object>>, Map<String, Object>> different = new LinkedHashMap<>();
        try {
            group.forEach(value -> different.putIfAbsent(
                    columns.stream().map(column -> column.answers(value)).toList(), value));
        } catch (DmnEngineException e) {
            // Whoever asks the table says so.
            return group;
        }
        return List.copyOf(different.values());
    }

    /**
     * What it decides with these facts: one result if all is well.
     *
     * @throws DmnEngineException if the engine cannot decide
     */
    List<Result> decide(Map<String, Object> facts) {
        return decide(deciding(facts), facts);
    }

    /** The same, where it is known which rows decide. */
    List<Result> decide(BitSet deciding, Map<String, Object> facts) {
        List<Result> results = new ArrayList<>();
        reach(deciding);
        for (int row = deciding.nextSetBit(0); row >= 0; row = deciding.nextSetBit(row + 1)) {
            Result result = new Result(row, outputs(row, facts));
            if (!sameIsOne || results.isEmpty() || !results.get(0).outputs().equals(result.outputs())) {
                results.add(result);
            }
        }
        return results;
    }

    private Map<String, Object> outputs(int row, Map<String, Object> facts) {
        Map<String, Object> all = new LinkedHashMap<>();
        outputs.forEach(output -> all.put(output.name(), output.at(row, facts)));
        return all;
    }

    /** What its rows say that need no facts for it. */
    Set<Map<String, Object>> saidWithoutFacts() {
        Set<Map<String, Object>> said = new LinkedHashSet<>();
        for (int row = 0; row < rules.size(); row++) {
            try {
                said.add(outputs(row, Map.of()));
            } catch (DmnEngineException e) {
                // The row needs facts.
                continue;
            }
        }
        return said;
    }

    /** What of {@code facts}, each by itself, the row's own cells let through; a column that asks for several lets all through. */
    Combinations of(int row, Combinations facts) {
        return facts.where(one -> inputs.stream()
                .filter(input -> input.alone.names().equals(one.keySet()))
                .allMatch(input -> input.fitting(one).get(row)));
    }

    /** Notes that these rows decide, whatever they then say. */
    void reach(BitSet deciding) {
        reached.or(deciding);
    }

    /** Rows, counted from 0, that have decided nothing yet, in trials and by {@link #reach}. */
    BitSet neverReached() {
        BitSet never = new BitSet();
        never.set(0, rules.size());
        never.andNot(reached);
        return never;
    }

    List<InputColumn> inputs() {
        return List.copyOf(inputs);
    }

    boolean firstDecides() {
        return firstDecides;
    }

    /** The rows, counted from 0, that decide with these facts. */
    BitSet deciding(Map<String, Object> facts) {
        BitSet fitting = new BitSet(rules.size());
        fitting.set(0, rules.size());
        for (InputColumn input : inputs) {
            fitting.and(input.fitting(facts));
        }
        if (firstDecides && !fitting.isEmpty()) {
            int first = fitting.nextSetBit(0);
            fitting.clear();
            fitting.set(first);
        }
        return fitting;
    }

    /** The id of a row, counted from 0. */
    String id(int row) {
        return rules.get(row);
    }

    int size() {
        return rules.size();
    }
}
