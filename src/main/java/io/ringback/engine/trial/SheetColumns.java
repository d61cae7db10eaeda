package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/** Which column of a file of tests is which fact or result of the decision table. */
final class SheetColumns {

    /** The column that says what the row means. */
    static final String SENTENCE = "sentence";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final Map<Integer, String> facts = new LinkedHashMap<>();
    private final Map<Integer, String> results = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int sentence = -1;

    private SheetColumns() {}

    /** Reads a header: a name as the table's expressions write it, or as the table shows it to readers. */
    static SheetColumns of(List<String> header, DecisionTable table, Set<String> known) {
        Map<String, String> facts = new LinkedHashMap<>();
        known.forEach(fact -> facts.put(small(fact), fact));
        table.getInputs().stream()
                .filter(input -> input.getInputExpression() != null)
                .forEach(input -> {
                    String fact = input.getInputExpression().getTextContent().strip();
                    if (known.contains(fact) && input.getLabel() != null) {
                        facts.putIfAbsent(small(input.getLabel()), fact);
                    }
                });
        Map<String, String> results = new LinkedHashMap<>();
        table.getOutputs().stream().filter(output -> output.getName() != null).forEach(output -> {
            results.put(small(output.getName()), output.getName());
            if (output.getLabel() != null) {
                results.putIfAbsent(small(output.getLabel()), output.getName());
            }
        });
        SheetColumns columns = new SheetColumns();
        for (int column = 0; column < header.size(); column++) {
            columns.read(column, header.get(column), facts, results);
        }
        if (columns.sentence < 0) {
            columns.problems.add("The header has no column \"" + SENTENCE + "\". Add it: it says what each row means.");
        }
        if (columns.results.isEmpty()) {
            columns.problems.add("The header names no result. Add one of: "
                    + String.join(", ", new LinkedHashSet<>(results.values())) + ".");
        }
        return columns;
    }

    /** The names that a table gives its facts and results, and that of the sentence: the header of tests that nobody has begun yet. */
    static List<String> namedBy(DecisionTable table) {
        List<String> names = new ArrayList<>();
        table.getInputs().stream()
                .filter(input -> input.getInputExpression() != null)
                .map(input -> input.getInputExpression().getTextContent().strip())
                .filter(NAME.asMatchPredicate())
                .forEach(names::add);
        table.getOutputs().stream()
                .filter(output -> output.getName() != null)
                .map(output -> output.getName())
                .forEach(names::add);
        names.add(SENTENCE);
        return names.stream().distinct().toList();
    }

    private void read(int column, String name, Map<String, String> known, Map<String, String> said) {
        String fact = known.get(small(name));
        String result = said.get(small(name));
        if (small(name).equals(SENTENCE) && sentence < 0) {
            sentence = column;
        } else if (fact != null && !facts.containsValue(fact)) {
            facts.put(column, fact);
        } else if (result != null && !results.containsValue(result)) {
            results.put(column, result);
        } else if (fact != null || result != null || small(name).equals(SENTENCE)) {
            problems.add("The header has the column \"" + name + "\" twice. Delete one of the two.");
        } else if (name.isEmpty()) {
            problems.add("Column " + (column + 1) + " has no name in the header. Name it, or delete it.");
        } else {
            problems.add("There is no fact or result \"" + name + "\" for this table. Name one of: "
                    + String.join(", ", new LinkedHashSet<>(known.values())) + ", "
                    + String.join(", ", new LinkedHashSet<>(said.values())) + ", " + SENTENCE + ".");
        }
    }

    private static String small(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with the header, as sentences that say what to do. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** By fact, what the row says of it; without the empty cells, which say nothing. */
    Map<String, String> facts(TestSheet.Row row) {
        return cells(facts, row);
    }

    /** The same by result. */
    Map<String, String> results(TestSheet.Row row) {
        return cells(results, row);
    }

    private static Map<String, String> cells(Map<Integer, String> columns, TestSheet.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        columns.forEach((column, name) -> {
            if (!row.cells().get(column).isEmpty()) {
                cells.put(name, row.cells().get(column));
            }
        });
        return cells;
    }

    String sentence(TestSheet.Row row) {
        return row.cells().get(sentence);
    }
}
