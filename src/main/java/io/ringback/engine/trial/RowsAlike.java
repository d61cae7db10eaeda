package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.BuiltinAggregator;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Rows of which one takes all that another would, as far as their cells alone say so: whatever the facts, the other is said twice,
 * says against it, or is never reached. A cell that is more than texts, true, false or a number is compared letter by letter, so
 * that nobody is told what is not so.
 */
final class RowsAlike {

    private static final String TEXT = "\"[^\"\\\\]*\"";
    private static final Pattern TEXTS = Pattern.compile(TEXT + "(?:\\s*,\\s*" + TEXT + ")*");
    private static final Pattern NOT = Pattern.compile("not\\((.*)\\)");
    private static final Pattern ONE_TEXT = Pattern.compile(TEXT);
    private static final Pattern PLAIN = Pattern.compile("true|false|-?\\d+(?:\\.\\d+)?");

    /** What a cell lets through; {@code values} is null of one that is not understood. */
    private record Cell(String text, boolean negated, Set<String> values) {

        static Cell of(String written) {
            String text = written.strip();
            Matcher not = NOT.matcher(text);
            boolean negated = not.matches();
            String list = negated ? not.group(1).strip() : text;
            if (text.isEmpty() || text.equals("-")) {
                return new Cell("", true, Set.of());
            }
            if (TEXTS.matcher(list).matches()) {
                return new Cell(
                        text,
                        negated,
                        ONE_TEXT.matcher(list).results().map(one -> one.group()).collect(Collectors.toSet()));
            }
            return new Cell(text, false, !negated && PLAIN.matcher(text).matches() ? Set.of(text) : null);
        }

        boolean takes(Cell other) {
            if (text.isEmpty() || text.equals(other.text)) {
                return true;
            }
            if (values == null || other.values == null) {
                return false;
            }
            if (negated) {
                return other.negated
                        ? other.values.containsAll(values)
                        : values.stream().noneMatch(other.values::contains);
            }
            return !other.negated && values.containsAll(other.values);
        }
    }

    private final List<String> ids = new ArrayList<>();
    private final List<List<Cell>> conditions = new ArrayList<>();
    private final List<List<String>> results = new ArrayList<>();

    RowsAlike(DecisionTable table) {
        for (Rule rule : table.getRules()) {
            ids.add(rule.getId());
            conditions.add(rule.getInputEntries().stream()
                    .map(entry -> Cell.of(entry.getTextContent()))
                    .toList());
            results.add(rule.getOutputEntries().stream()
                    .map(DmnElement::getTextContent)
                    .map(String::strip)
                    .toList());
        }
    }

    /** Tells of the rows of a table that Ringback does not know, by its hit policy. */
    static void warn(DecisionTable table, FileFindings findings) {
        RowsAlike rows = new RowsAlike(table);
        for (int row = 1; row < rows.ids.size(); row++) {
            for (int above = 0; above < row; above++) {
                Optional<String> odd = rows.oddity(above, row, table.getHitPolicy(), table.getAggregation());
                if (odd.isPresent()) {
                    findings.warn(rows.ids.get(row), odd.get(), "Delete one of the two, or change what it asks for.");
                    break;
                }
            }
        }
    }

    private Optional<String> oddity(int above, int row, HitPolicy policy, BuiltinAggregator adds) {
        boolean sameConditions = takes(above, row) && takes(row, above);
        boolean sameResults = results.get(above).equals(results.get(row));
        return switch (policy) {
            case FIRST -> takes(above, row) ? Optional.of(neverReached(above, row)) : Optional.empty();
            case UNIQUE ->
                takes(above, row) || takes(row, above)
                        ? Optional.of(
                                "Rows " + (above + 1) + " and " + (row + 1)
                                        + " fit together, and with the hit policy \"Unique\" the table then does not say one thing.")
                        : Optional.empty();
            case ANY ->
                (takes(above, row) || takes(row, above)) && !sameResults
                        ? Optional.of("Rows " + (above + 1) + " and " + (row + 1)
                                + " fit together, and with the hit policy \"Any\" they must say the same.")
                        : duplicate(sameConditions && sameResults, above, row);
            case RULE_ORDER, COLLECT -> duplicate(sameConditions && sameResults && adds == null, above, row);
            default -> Optional.empty();
        };
    }

    private static Optional<String> duplicate(boolean is, int above, int row) {
        return is ? Optional.of("Row " + (row + 1) + " says the same as row " + (above + 1) + ".") : Optional.empty();
    }

    /** The first row above that takes all that a row would, counted from 0; empty if no single one does. */
    Optional<Integer> takenBy(int row) {
        for (int above = 0; above < row; above++) {
            if (takes(above, row)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** Why a row is never reached whose facts another takes, as a sentence. */
    String neverReached(int above, int row) {
        if (!takes(row, above)) {
            return "Row " + (row + 1) + " is never reached: row " + (above + 1) + " takes all that it would.";
        }
        return "Row " + (row + 1) + " is never reached: row " + (above + 1) + " asks for the same"
                + (results.get(above).equals(results.get(row)) ? " and says the same." : " and says something else.");
    }

    private boolean takes(int one, int other) {
        List<Cell> wide = conditions.get(one);
        List<Cell> narrow = conditions.get(other);
        for (int column = 0; column < wide.size(); column++) {
            if (!wide.get(column).takes(narrow.get(column))) {
                return false;
            }
        }
        return true;
    }
}
