package io.ringback.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who owns which table, as docs/architecture.md says, held against the SQL in the sources: only the owner writes; who else reads
 * is named there, and by the owner.
 */
final class TableOwners {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| `?([\\w.-]+)`? \\|([^|\\n]*)\\|$");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern LITERAL = Pattern.compile("(?s)\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"");
    private static final Pattern WRITES = Pattern.compile(
            "(?i)\\b(?:insert\\s+into|update|delete\\s+from|truncate|merge\\s+into|lock\\s+table)\\s+(\\w+)");
    private static final Pattern READS = Pattern.compile("(?i)\\b(?:from|join|into|update)\\s+(\\w+)");
    private static final String HOUSE = "src/main/java/io/ringback/";

    private record Owned(String owner, Set<String> joinedBy) {}

    private final Map<String, Owned> tables = new LinkedHashMap<>();

    /** As the table of a page says. */
    TableOwners(String page) {
        ROW.matcher(page)
                .results()
                .forEach(row -> tables.put(
                        row.group(1),
                        new Owned(
                                row.group(2),
                                Arrays.stream(row.group(3).split("[`,\\s]+"))
                                        .filter(name -> !name.isEmpty())
                                        .collect(Collectors.toCollection(TreeSet::new)))));
    }

    Set<String> tables() {
        return tables.keySet();
    }

    /** What the SQL of these sources, and what their packages say of themselves, has against the table. */
    List<String> findings(Map<String, String> sources) {
        List<String> findings = new ArrayList<>();
        Map<String, Set<String>> readers = new LinkedHashMap<>();
        sources.forEach((file, source) -> {
            String room = room(file);
            String sql = sql(source);
            tables.forEach((table, owned) -> {
                if (!owned.owner().equals(room)) {
                    if (names(WRITES, sql).contains(table)) {
                        findings.add(file + " writes to " + table + ", which belongs to " + owned.owner());
                    }
                    if (names(READS, sql).contains(table)) {
                        readers.computeIfAbsent(table, key -> new TreeSet<>()).add(room);
                    }
                }
            });
        });
        tables.forEach((table, owned) -> {
            Set<String> reading = readers.getOrDefault(table, Set.of());
            if (!reading.equals(owned.joinedBy())) {
                findings.add(
                        table + " is joined by " + reading + ", and docs/architecture.md says " + owned.joinedBy());
            }
            String self = sources.getOrDefault(HOUSE + owned.owner().replace('.', '/') + "/package-info.java", "");
            reading.stream()
                    .filter(room ->
                            !self.contains("io.ringback." + room + "}") && !self.contains("io.ringback." + room + " "))
                    .forEach(room -> findings.add("The package-info of " + owned.owner() + " does not name io.ringback."
                            + room + ", which joins " + table));
        });
        return findings;
    }

    private static String room(String file) {
        String folder = file.substring(HOUSE.length(), Math.max(HOUSE.length(), file.lastIndexOf('/')));
        return folder.replace('/', '.');
    }

    /** The literals of a source, one after another: a statement is often put together from several. */
    private static String sql(String source) {
        return LITERAL.matcher(COMMENT.matcher(source).replaceAll(""))
                .results()
                .map(literal -> literal.group(1) != null ? literal.group(1) : literal.group(2))
                .collect(Collectors.joining(" "));
    }

    private static Set<String> names(Pattern pattern, String sql) {
        return pattern.matcher(sql)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
