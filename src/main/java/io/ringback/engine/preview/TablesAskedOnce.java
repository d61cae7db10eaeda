package io.ringback.engine.preview;

import io.ringback.engine.trial.AskedTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks tables once about the same facts, as many cases have few sets of those that a table looks at. Not for several threads.
 */
final class TablesAskedOnce {

    /** With more answers than these, where tables look at counts and hours, the rest is asked each time. */
    private static final int MOST_ANSWERS = 200_000;

    private record Asked(String table, List<Object> facts) {}

    private final AskedTables tables;
    private final Map<String, List<String>> names = new HashMap<>();
    private final Map<Asked, Optional<Map<String, Object>>> answers = new HashMap<>();

    TablesAskedOnce(AskedTables tables) {
        this.tables = tables;
    }

    /** What the table says with these facts; empty if it does not say one thing, or cannot say any. */
    Optional<Map<String, Object>> answer(String table, Map<String, Object> facts) {
        List<String> looksAt = names.computeIfAbsent(table, first -> List.copyOf(tables.looksAt(first)));
        List<Object> seen = new ArrayList<>(looksAt.size());
        looksAt.forEach(name -> seen.add(facts.get(name)));
        Asked asked = new Asked(table, seen);
        Optional<Map<String, Object>> known = answers.get(asked);
        if (known == null) {
            known = tables.answer(table, facts);
            if (answers.size() < MOST_ANSWERS) {
                answers.put(asked, known);
            }
        }
        return known;
    }
}
