package io.ringback.engine.preview;

import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.Diagram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The tables in force beside those that would be, as far as earlier cases can be decided by both. Not for several threads. */
final class ComparedTables {

    private final AskedTables now;
    private final AskedTables then;
    private final Map<String, String> notTried;
    private final Set<String> asked = new TreeSet<>(Topic.tables());
    private final TablesAskedOnce askedNow;
    private final TablesAskedOnce askedThen;

    /** @param changed the ids of those that are not the same */
    ComparedTables(AskedTables now, AskedTables then, Set<String> changed, PeopleThen people) {
        this.now = now;
        this.then = then;
        this.notTried = notTried(changed, EarlierFacts.known(people));
        this.asked.removeAll(notTried.keySet());
        this.askedNow = new TablesAskedOnce(now);
        this.askedThen = new TablesAskedOnce(then);
    }

    private Map<String, String> notTried(Set<String> changed, Map<String, Set<String>> known) {
        Map<String, String> why = new LinkedHashMap<>();
        for (String table : Topic.tables()) {
            Set<String> unknown = new TreeSet<>(now.looksAt(table));
            unknown.addAll(then.looksAt(table));
            unknown.removeAll(known.get(table));
            if (!now.has(table) || !then.has(table)) {
                why.put(table, table + " is new: there is nothing to compare it with.");
            } else if (!unknown.isEmpty()) {
                why.put(
                        table,
                        table + " looks at " + String.join(", ", unknown)
                                + ", which is not known of earlier cases, so it was not asked about them.");
            }
        }
        changed.stream()
                .filter(table -> !known.containsKey(table))
                .sorted()
                .forEach(table -> why.put(table, table + whyNotOfEarlierCases(table)));
        return why;
    }

    private static String whyNotOfEarlierCases(String table) {
        return switch (table) {
            case Diagram.MESSAGE_CAPS ->
                " holds back by what was written just before, so it was not asked about earlier cases.";
            case Diagram.WHO_IS_TOLD ->
                " is asked where somebody stands in for the callee, and who did then is not known, so it was not asked"
                        + " about earlier cases.";
            case Diagram.QUIET_HOURS ->
                " is asked where a notification would wait for the morning, so earlier cases were looked at as if all had waited.";
            case Diagram.ACCEPTED_BY_KEY ->
                " is asked when a phone is about to ring, and what was known then is not, so it was not asked about earlier"
                        + " cases.";
            default -> " is a table of your own: what your diagram asks it with is not known of earlier cases.";
        };
    }

    /** Which tables cannot be asked about earlier cases, and why. */
    List<String> notTried() {
        return List.copyOf(notTried.values());
    }

    /** The facts that make a difference to any of those that are asked. */
    Set<String> looksAt() {
        Set<String> named = new TreeSet<>();
        asked.forEach(table -> {
            named.addAll(now.looksAt(table));
            named.addAll(then.looksAt(table));
        });
        return named;
    }

    /** A case as it is decided by what is in force. */
    DecidedCase now(EarlierFacts facts) {
        return new DecidedCase(askedNow, asked, facts);
    }

    /** A case as it would be decided. */
    DecidedCase then(EarlierFacts facts) {
        return new DecidedCase(askedThen, asked, facts);
    }
}
