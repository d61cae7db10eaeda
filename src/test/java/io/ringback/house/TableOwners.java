package io.ringback.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    /** Comments and literals in one pass: each may look as if it began the other. */
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile("/\\*(?s:.*?)\\*/|//[^\\n]*"
            + "|\"\"\"((?s:.*?))\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"|'(?:\\\\.|[^'\\\\])'");
    /** What may stand between a verb and its table and changes nothing. */
    private static final Pattern BESIDE =
            Pattern.compile("(?i)\\\\?\"|\\bpublic\\.|\\b(?:only|table|if\\s+exists)\\s+");

    private static final Pattern WRITES = Pattern.compile(
            "(?i)\\b(?:insert\\s+into|update|delete\\s+from|truncate|merge\\s+into|lock|copy|drop|alter)\\s+(\\w+)");
    private static final Pattern READS = Pattern.compile("(?i)\\b(?:from|join|into|update|using)\\s+(?=([\\w\\s,]+))");
    /** SQL that is put together from the name of a table hides it. */
    private static final Pattern HIDES_A_TABLE = Pattern.compile(
            "(?i)(?:\\binsert\\s+into|\\bdelete\\s+from|\\btruncate\\s+table)\\s*(?:%s|$)|\\bupdate\\s+%s");

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
            if (!file.startsWith(HOUSE)) {
                // Migrations change what they must.
                return;
            }
            String room = room(file);
            List<String> literals = literals(source);
            // A statement is often put together from several.
            String sql = BESIDE.matcher(String.join(" ", literals)).replaceAll("");
            if (source.contains("SimpleJdbcInsert")
                    || literals.stream()
                            .anyMatch(one -> HIDES_A_TABLE.matcher(one).find())) {
                findings.add(file + " does not write out the table that it writes to");
            }
            tables.forEach((table, owned) -> {
                if (!owned.owner().equals(room)) {
                    if (written(sql).contains(table)) {
                        findings.add(file + " writes to " + table + ", which belongs to " + owned.owner());
                    }
                    if (read(sql).contains(table)) {
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

    private static List<String> literals(String source) {
        return COMMENT_OR_LITERAL
                .matcher(source)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .filter(Objects::nonNull)
                .toList();
    }

    private static Set<String> written(String sql) {
        return WRITES.matcher(sql)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Also those behind a comma: {@code from person p, device d}. */
    private static Set<String> read(String sql) {
        return READS.matcher(sql)
                .results()
                .flatMap((MatchResult match) -> Arrays.stream(match.group(1).split(",")))
                .map(one -> one.strip().split("\\s+")[0])
                .collect(Collectors.toSet());
    }
}
