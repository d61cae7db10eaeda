package io.ringback.benchmark;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PostgreSQL's log of statements, {@code log_statement=all}. */
final class StatementLog {

    private static final Pattern STATEMENT =
            Pattern.compile("^\\d+:LOG:  (?:execute [^:]*|statement): (.*)$", Pattern.DOTALL);
    private static final int COLUMNS = 150;

    private StatementLog() {}

    /** How often each statement was run, the most frequent first. */
    static Map<String, Integer> count(List<String> lines) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        StringBuilder entry = new StringBuilder();
        for (String line : lines) {
            // PostgreSQL indents the further lines of an entry with a tab.
            if (line.startsWith("\t")) {
                entry.append(' ').append(line.strip());
            } else {
                note(entry, counts);
                entry.setLength(0);
                entry.append(line);
            }
        }
        note(entry, counts);
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }

    private static void note(StringBuilder entry, Map<String, Integer> counts) {
        Matcher statement = STATEMENT.matcher(entry);
        if (statement.matches()) {
            String text = statement.group(1).replaceAll("\\s+", " ").strip();
            counts.merge(text.length() > COLUMNS ? text.substring(0, COLUMNS) + " ..." : text, 1, Integer::sum);
        }
    }
}
