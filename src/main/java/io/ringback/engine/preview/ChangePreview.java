package io.ringback.engine.preview;

import io.ringback.cases.DeployPreview.Change;
import io.ringback.cases.DeployPreview.EarlierCases;
import io.ringback.cases.DeployPreview.ElementChange;
import io.ringback.cases.DeployPreview.Move;
import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierCaseReader;
import io.ringback.engine.preview.DiagramDifference.Element;
import io.ringback.engine.trial.AskedTables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says what a change of files would have changed for the newest cases. Asks the database a few times, however many they are. */
@Component
public class ChangePreview {

    /** How many cases are looked at. */
    static final int MOST = 1000;

    private final EarlierCaseReader cases;
    private final FactsOfEarlierCases facts;
    private final PeopleThen peopleThen;
    private final JdbcClient jdbc;

    ChangePreview(EarlierCaseReader cases, FactsOfEarlierCases facts, PeopleThen peopleThen, JdbcClient jdbc) {
        this.cases = cases;
        this.facts = facts;
        this.peopleThen = peopleThen;
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
        ComparedTables tables = new ComparedTables(now, then, changed, peopleThen);
        Map<Moved, Integer> moved = new HashMap<>();
        if (!changed.isEmpty()) {
            facts.of(earlier.newest, tables.looksAt()).forEach(one -> Moved.between(tables.now(one), tables.then(one))
                    .forEach(move -> moved.merge(move, 1, Integer::sum)));
        }
        return new EarlierCases(
                earlier.newest.size(),
                earlier.newest.stream().map(EarlierCase::openedAt).min(Comparator.<Instant>naturalOrder()),
                Sentences.of(moved),
                moves(moved),
                tables.notTried());
    }

    private static List<Move> moves(Map<Moved, Integer> moved) {
        Map<Moved, Integer> byDayOrNight = new HashMap<>();
        moved.forEach((one, count) -> byDayOrNight.merge(one.byDay(), count, Integer::sum));
        List<Move> moves = new ArrayList<>();
        byDayOrNight.entrySet().stream()
                .sorted(Map.Entry.<Moved, Integer>comparingByKey(Comparator.comparing(Moved::topic))
                        .thenComparing(
                                Map.Entry.<Moved, Integer>comparingByValue().reversed()))
                .forEach(entry -> moves.add(new Move(
                        entry.getKey().topic().table(),
                        entry.getKey().topic().about(),
                        entry.getKey().fromInWords(),
                        entry.getKey().toInWords(),
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
