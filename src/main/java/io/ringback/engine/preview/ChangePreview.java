package io.ringback.engine.preview;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.EarlierCases;
import io.ringback.cases.DeployPreview.ElementChange;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierCaseReader;
import io.ringback.delivery.Adapters;
import io.ringback.directory.Pair;
import io.ringback.directory.PeopleAtOnce;
import io.ringback.directory.PeopleAtOnce.Ids;
import io.ringback.directory.Person;
import io.ringback.engine.preview.DiagramDifference.Element;
import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.Diagram;
import io.ringback.reach.EarlierReach;
import io.ringback.reach.Phones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what a change of files would have changed for the newest cases. Asks the database a few times, however many they are. */
@Component
public class ChangePreview {

    /** How many cases are looked at. */
    static final int MOST = 1000;

    private static final String NOT_ASKED = "not asked";

    private final EarlierCaseReader cases;
    private final PeopleAtOnce people;
    private final EarlierReach reach;
    private final Phones phones;
    private final Adapters adapters;
    private final PeopleThen peopleThen;
    private final JdbcClient jdbc;

    ChangePreview(
            EarlierCaseReader cases,
            PeopleAtOnce people,
            EarlierReach reach,
            Phones phones,
            Adapters adapters,
            PeopleThen peopleThen,
            JdbcClient jdbc) {
        this.peopleThen = peopleThen;
        this.cases = cases;
        this.people = people;
        this.reach = reach;
        this.phones = phones;
        this.adapters = adapters;
        this.jdbc = jdbc;
    }

    /**
     * A diagram that is not as it is in force.
     *
     * @param before empty if it is new
     */
    public record ChangedDiagram(String file, Optional<byte[]> before, byte[] after) {}

    /** The newest cases, read once for all that is to be said of them. */
    public static final class Cases {

        private final List<EarlierCase> newest;

        private Cases(List<EarlierCase> newest) {
            this.newest = newest;
        }
    }

    /** Reads the newest cases. */
    public Cases cases() {
        return new Cases(cases.newest(MOST));
    }

    /**
     * What tables would have decided otherwise.
     *
     * @param now those in force
     * @param then those that would be
     * @param changed the ids of those that are not the same
     */
    public EarlierCases tables(Cases earlier, AskedTables now, AskedTables then, Set<String> changed) {
        Map<String, String> notTried = notTried(now, then, changed);
        Set<String> asked = new TreeSet<>(Topic.tables());
        asked.removeAll(notTried.keySet());
        Map<Moved, Integer> moved = new HashMap<>();
        if (!changed.isEmpty()) {
            Set<String> named = new TreeSet<>();
            asked.forEach(table -> {
                named.addAll(now.looksAt(table));
                named.addAll(then.looksAt(table));
            });
            facts(earlier.newest, named)
                    .forEach(facts ->
                            count(new DecidedCase(now, asked, facts), new DecidedCase(then, asked, facts), moved));
        }
        return new EarlierCases(
                earlier.newest.size(),
                earlier.newest.stream().map(EarlierCase::openedAt).min(Comparator.<Instant>naturalOrder()),
                Sentences.of(moved),
                moves(moved),
                List.copyOf(notTried.values()));
    }

    private Map<String, String> notTried(AskedTables now, AskedTables then, Set<String> changed) {
        Map<String, String> why = new LinkedHashMap<>();
        Map<String, Set<String>> known = EarlierFacts.known(peopleThen);
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
        return table.equals(Diagram.MESSAGE_CAPS)
                ? " holds back by what was written just before, so it was not asked about earlier cases."
                : " is a table of your own: what your diagram asks it with is not known of earlier cases.";
    }

    private Stream<EarlierFacts> facts(List<EarlierCase> newest, Set<String> named) {
        Map<Ids, Pair> pairs =
                people.pairs(newest.stream().map(ChangePreview::ids).toList());
        Map<UUID, Person> everybody = pairs.values().stream()
                .flatMap(pair -> Stream.concat(pair.caller().stream(), pair.callee().stream()))
                .collect(Collectors.toMap(Person::id, person -> person, (one, same) -> one));
        EarlierReach.OfPeople theirs = reach.of(everybody.values());
        List<PeopleThen.OfCase> then = peopleThen.of(
                newest.stream()
                        .map(one -> new PeopleThen.Then(pairs.get(ids(one)), one.callerIdentity(), one.openedAt()))
                        .toList(),
                named);
        return IntStream.range(0, newest.size())
                .mapToObj(place -> new EarlierFacts(
                        newest.get(place),
                        pairs.get(ids(newest.get(place))),
                        theirs,
                        phones,
                        adapters,
                        then.get(place)));
    }

    private static Ids ids(EarlierCase one) {
        return new Ids(one.callerId(), one.calleeId());
    }

    private static void count(DecidedCase now, DecidedCase then, Map<Moved, Integer> moved) {
        for (Topic topic : Topic.values()) {
            String from = now.said().get(topic);
            String to = then.said().get(topic);
            boolean same = from == null ? to == null : from.equals(to);
            // A wait that nobody waits any more, or that nobody waited before, says nothing of its own.
            if (!same && !(topic.isWait() && (from == null || to == null))) {
                boolean atNight =
                        now.atNight().contains(topic) || then.atNight().contains(topic);
                moved.merge(new Moved(topic, atNight, from, to), 1, Integer::sum);
            }
        }
    }

    private static List<Move> moves(Map<Moved, Integer> moved) {
        Map<Moved, Integer> byDayOrNight = new HashMap<>();
        moved.forEach((one, count) ->
                byDayOrNight.merge(new Moved(one.topic(), false, one.from(), one.to()), count, Integer::sum));
        List<Move> moves = new ArrayList<>();
        byDayOrNight.entrySet().stream()
                .sorted(Map.Entry.<Moved, Integer>comparingByKey(Comparator.comparing(Moved::topic))
                        .thenComparing(
                                Map.Entry.<Moved, Integer>comparingByValue().reversed()))
                .forEach(entry -> moves.add(new Move(
                        entry.getKey().topic().table(),
                        entry.getKey().topic().about(),
                        entry.getKey().from() == null
                                ? NOT_ASKED
                                : entry.getKey().from(),
                        entry.getKey().to() == null ? NOT_ASKED : entry.getKey().to(),
                        entry.getValue())));
        return moves;
    }

    /** What is drawn otherwise, and how many of the cases came there. */
    public List<ElementChange> elements(Cases earlier, List<ChangedDiagram> diagrams) {
        List<ElementChange> all = new ArrayList<>();
        for (ChangedDiagram diagram : diagrams) {
            List<Element> elements = diagram.before()
                    .map(before -> DiagramDifference.between(before, diagram.after()))
                    .orElse(List.of());
            Map<String, Integer> came = came(earlier, elements);
            elements.forEach(element -> all.add(new ElementChange(
                    diagram.file(),
                    element.change(),
                    element.id(),
                    element.name(),
                    element.comesHere() && element.change() != Change.NEW
                            ? Optional.of(came.getOrDefault(element.id(), 0))
                            : Optional.empty())));
        }
        return all;
    }

    private Map<String, Integer> came(Cases earlier, List<Element> elements) {
        Map<String, Integer> came = new HashMap<>();
        if (!elements.isEmpty() && !earlier.newest.isEmpty()) {
            jdbc.sql("select element, count(distinct case_id) as came from token_way"
                            + " where case_id = any (?) and element = any (?) group by element")
                    .params(
                            earlier.newest.stream().map(EarlierCase::id).toArray(UUID[]::new),
                            elements.stream().map(Element::id).toArray(String[]::new))
                    .query(row -> {
                        came.put(row.getString("element"), row.getInt("came"));
                    });
        }
        return came;
    }
}
