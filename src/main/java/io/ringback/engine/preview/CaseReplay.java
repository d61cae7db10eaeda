package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierCaseReader;
import io.ringback.cases.EarlierCaseReader.Portion;
import io.ringback.cases.EarlierReactions;
import io.ringback.cases.Replayed;
import io.ringback.cases.Replayed.Difference;
import io.ringback.cases.Replayed.DifferingCase;
import io.ringback.engine.trial.AskedTables;
import io.ringback.engine.trial.DiagramWalks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Decides the cases of some days once more, by what is in force and by what would be, a thousand at a time. */
@Component
public class CaseReplay {

    /** How many cases are replayed at once: a week of a large installation. */
    public static final int MOST = 100_000;

    private static final int AT_ONCE = 1000;
    private static final int NEWEST = 200;
    private static final int EXAMPLES = 5;

    private final EarlierCaseReader cases;
    private final FactsOfEarlierCases facts;
    private final PeopleThen people;
    private final EarlierReactions reactions;

    CaseReplay(EarlierCaseReader cases, FactsOfEarlierCases facts, PeopleThen people, EarlierReactions reactions) {
        this.cases = cases;
        this.facts = facts;
        this.people = people;
        this.reactions = reactions;
    }

    /** Is told how far a replay has come; what it throws ends it. */
    @FunctionalInterface
    public interface Progress {

        /**
         * So far it has come.
         *
         * @param cases how many have been decided
         * @param back when the oldest of them was opened
         */
        void decided(int cases, Instant back);
    }

    /**
     * Replays all cases that were opened since, by tables alone.
     *
     * @param changed the ids of those tables that are not the same
     */
    public Replayed replay(
            AskedTables now,
            AskedTables then,
            Set<String> changed,
            Instant since,
            SmsOfTexts texts,
            Progress progress) {
        return replay(new WaysOfTables(new ComparedTables(now, then, changed, people), texts), since, progress);
    }

    /** Takes all cases that were opened since through two diagrams. */
    public Replayed replay(DiagramWalks now, DiagramWalks then, Instant since, SmsOfTexts texts, Progress progress) {
        return replay(new WaysOfDiagrams(now, then, reactions, texts), since, progress);
    }

    private Replayed replay(BothWays ways, Instant since, Progress progress) {
        Run run = new Run(ways);
        Portion portion = cases.after(Portion.NOTHING_YET, AT_ONCE);
        List<EarlierCase> wanted = since(portion, since);
        while (!wanted.isEmpty() && run.count < MOST) {
            run.decide(wanted.subList(0, Math.min(wanted.size(), MOST - run.count)));
            progress.decided(run.count, run.oldest);
            portion = cases.after(portion, AT_ONCE);
            wanted = since(portion, since);
        }
        return run.result(!wanted.isEmpty());
    }

    private static List<EarlierCase> since(Portion portion, Instant since) {
        return portion.cases().stream()
                .filter(one -> !one.openedAt().isBefore(since))
                .toList();
    }

    /** What of the cases is known so far. */
    private final class Run {

        private final BothWays ways;
        private final Set<String> looksAt;
        private final Map<Differing, List<UUID>> examples = new HashMap<>();
        private final Map<Differing, Integer> often = new HashMap<>();
        private final List<DifferingCase> newest = new ArrayList<>();
        private int count;
        private int differing;
        private Instant oldest;

        Run(BothWays ways) {
            this.ways = ways;
            this.looksAt = ways.looksAt();
        }

        void decide(List<EarlierCase> some) {
            Iterator<EarlierCase> each = some.iterator();
            ways.decide(some, facts.of(some, looksAt)).forEach(differences -> note(each.next(), differences));
            count += some.size();
        }

        private void note(EarlierCase one, List<Differing> differences) {
            oldest = oldest == null || one.openedAt().isBefore(oldest) ? one.openedAt() : oldest;
            if (differences.isEmpty()) {
                return;
            }
            differing++;
            differences.forEach(difference -> note(difference, one.id()));
            if (newest.size() < NEWEST) {
                newest.add(new DifferingCase(
                        one.id(),
                        one.openedAt(),
                        differences.stream().map(Differing::inWords).toList()));
            }
        }

        private void note(Differing difference, UUID caseId) {
            often.merge(difference, 1, Integer::sum);
            List<UUID> some = examples.computeIfAbsent(difference, first -> new ArrayList<>());
            if (some.size() < EXAMPLES) {
                some.add(caseId);
            }
        }

        Replayed result(boolean more) {
            return new Replayed(
                    count,
                    Optional.ofNullable(oldest),
                    more,
                    ways.throughDiagrams(),
                    differing,
                    ways.lines(),
                    differences(),
                    newest,
                    ways.notes());
        }

        private List<Difference> differences() {
            return often.entrySet().stream()
                    .sorted(Map.Entry.<Differing, Integer>comparingByKey(Comparator.comparing(Differing::order))
                            .thenComparing(Map.Entry.<Differing, Integer>comparingByValue()
                                    .reversed()))
                    .map(entry -> new Difference(
                            entry.getKey().table(),
                            entry.getKey().about(),
                            entry.getKey().from(),
                            entry.getKey().to(),
                            entry.getValue(),
                            examples.get(entry.getKey())))
                    .toList();
        }
    }
}
