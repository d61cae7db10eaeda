package io.ringback.engine.preview;

import io.ringback.cases.EarlierCase;
import io.ringback.cases.EarlierCaseReader;
import io.ringback.cases.EarlierCaseReader.Portion;
import io.ringback.cases.Replayed;
import io.ringback.cases.Replayed.Difference;
import io.ringback.cases.Replayed.DifferingCase;
import io.ringback.cases.Replayed.Line;
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
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Decides the cases of some days once more, by the tables in force and by others, a thousand at a time. */
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

    CaseReplay(EarlierCaseReader cases, FactsOfEarlierCases facts, PeopleThen people) {
        this.cases = cases;
        this.facts = facts;
        this.people = people;
    }

    /**
     * Replays all cases that were opened since.
     *
     * @param changed the ids of those tables that are not the same
     * @param progress is told how many have been decided, as long as it goes on; what it throws ends it
     */
    public Replayed replay(
            AskedTables now,
            AskedTables then,
            Set<String> changed,
            Instant since,
            SmsOfTexts texts,
            IntConsumer progress) {
        Run run = new Run(new ComparedTables(now, then, changed, people), texts);
        Portion portion = cases.after(Portion.NOTHING_YET, AT_ONCE);
        List<EarlierCase> wanted = since(portion, since);
        while (!wanted.isEmpty() && run.count < MOST) {
            run.decide(wanted.subList(0, Math.min(wanted.size(), MOST - run.count)));
            progress.accept(run.count);
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

        private final ComparedTables tables;
        private final Set<String> looksAt;
        private final Sums now;
        private final Sums then;
        private final Map<Moved, List<UUID>> examples = new HashMap<>();
        private final Map<Moved, Integer> moved = new HashMap<>();
        private final List<DifferingCase> newest = new ArrayList<>();
        private int count;
        private int differing;
        private Instant oldest;

        Run(ComparedTables tables, SmsOfTexts texts) {
            this.tables = tables;
            this.looksAt = tables.looksAt();
            this.now = new Sums(texts);
            this.then = new Sums(texts);
        }

        void decide(List<EarlierCase> some) {
            facts.of(some, looksAt).forEach(this::decide);
            count += some.size();
        }

        private void decide(EarlierFacts one) {
            DecidedCase before = tables.now(one);
            DecidedCase after = tables.then(one);
            now.add(before, one);
            then.add(after, one);
            Instant openedAt = one.of().openedAt();
            oldest = oldest == null || openedAt.isBefore(oldest) ? openedAt : oldest;
            List<Moved> differences =
                    Moved.between(before, after).stream().map(Moved::byDay).toList();
            if (differences.isEmpty()) {
                return;
            }
            differing++;
            differences.forEach(difference -> note(difference, one.of().id()));
            if (newest.size() < NEWEST) {
                newest.add(new DifferingCase(
                        one.of().id(),
                        openedAt,
                        differences.stream().map(Run::inWords).toList()));
            }
        }

        private void note(Moved difference, UUID caseId) {
            moved.merge(difference, 1, Integer::sum);
            List<UUID> some = examples.computeIfAbsent(difference, first -> new ArrayList<>());
            if (some.size() < EXAMPLES) {
                some.add(caseId);
            }
        }

        private static String inWords(Moved one) {
            return one.topic().about() + " " + one.fromInWords() + " → " + one.toInWords();
        }

        Replayed result(boolean more) {
            return new Replayed(
                    count,
                    Optional.ofNullable(oldest),
                    more,
                    differing,
                    Stream.of(MeasuredCase.values())
                            .map(what -> new Line(what.group(), what.words(), now.of(what), then.of(what)))
                            .toList(),
                    differences(),
                    newest,
                    tables.notTried());
        }

        private List<Difference> differences() {
            return moved.entrySet().stream()
                    .sorted(Map.Entry.<Moved, Integer>comparingByKey(Comparator.comparing(Moved::topic))
                            .thenComparing(
                                    Map.Entry.<Moved, Integer>comparingByValue().reversed()))
                    .map(entry -> new Difference(
                            entry.getKey().topic().table(),
                            entry.getKey().topic().about(),
                            entry.getKey().fromInWords(),
                            entry.getKey().toInWords(),
                            entry.getValue(),
                            examples.get(entry.getKey())))
                    .toList();
        }
    }
}
