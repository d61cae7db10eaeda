package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A decision table with one more row, as an analyst writes it: with a new column for each fact that has none. */
public final class TableWithRow {

    private static final Pattern INPUT =
            Pattern.compile("<inputExpression[^>]*>\\s*<text>(\\w+)</text>", Pattern.DOTALL);
    private static final Pattern OUTPUT = Pattern.compile("<output [^>]*name=\"(\\w+)\"");

    private TableWithRow() {}

    /** The table with the row on top. */
    public static String of(String table, Map<String, String> conditions, Map<String, String> results) {
        return of(table, true, conditions, results);
    }

    /**
     * The table with the row.
     *
     * @param onTop whether it is the first row; else it is the last but one
     * @param conditions cells by the fact that they are about
     * @param results cells by output
     */
    static String of(String table, boolean onTop, Map<String, String> conditions, Map<String, String> results) {
        List<String> facts = named(INPUT, table);
        StringBuilder columns = new StringBuilder();
        StringBuilder empty = new StringBuilder();
        conditions.forEach((fact, cell) -> {
            if (!facts.contains(fact)) {
                facts.add(fact);
                columns.append("<input id=\"Input_")
                        .append(fact)
                        .append("\"><inputExpression id=\"InputExpression_")
                        .append(fact)
                        .append("\" typeRef=\"")
                        .append(type(cell))
                        .append("\"><text>")
                        .append(fact)
                        .append("</text></inputExpression></input>");
                empty.append("<inputEntry id=\"{rule}_").append(fact).append("\"><text></text></inputEntry>");
            }
        });
        Matcher rules = Pattern.compile("(<rule id=\"(\\w+)\".*?)(<outputEntry)", Pattern.DOTALL)
                .matcher(table);
        String wider = rules.replaceAll(rule -> Matcher.quoteReplacement(
                        rule.group(1) + empty.toString().replace("{rule}", rule.group(2)) + rule.group(3)))
                .replaceFirst("<output ", Matcher.quoteReplacement(columns + "<output "));
        int at = onTop ? wider.indexOf("<rule ") : wider.lastIndexOf("<rule ");
        return wider.substring(0, at) + row(facts, named(OUTPUT, table), conditions, results) + wider.substring(at);
    }

    private static String row(
            List<String> facts, List<String> outputs, Map<String, String> conditions, Map<String, String> results) {
        StringBuilder row = new StringBuilder("<rule id=\"NewRow\">");
        facts.forEach(fact -> row.append(cell("inputEntry", fact, conditions.getOrDefault(fact, ""))));
        outputs.forEach(output -> row.append(cell("outputEntry", output, results.getOrDefault(output, ""))));
        return row.append("</rule>").toString();
    }

    private static String cell(String kind, String column, String text) {
        return "<" + kind + " id=\"NewRow_" + column + "\"><text>"
                + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</text></" + kind + ">";
    }

    private static String type(String cell) {
        return cell.contains("\"") ? "string" : cell.equals("true") || cell.equals("false") ? "boolean" : "integer";
    }

    private static List<String> named(Pattern pattern, String table) {
        return new ArrayList<>(
                pattern.matcher(table).results().map(found -> found.group(1)).toList());
    }
}
