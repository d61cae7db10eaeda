package io.ringback.web.operations.acts;

import io.ringback.web.operations.acts.CaseActs.Foreseen;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says what a batch would do, as things stand now. */
@Component
class Preview {

    private static final int MOST_NAMES = 20;
    private static final int MOST_LINKS = 20;

    private final Batches batches;
    private final CaseActs engine;

    Preview(Batches batches, CaseActs engine) {
        this.batches = batches;
        this.engine = engine;
    }

    /**
     * What would happen.
     *
     * @param can to how many cases it can be done
     * @param cannot why not, and to how many
     * @param twice how many people would get a message that they may have already
     * @param names the first of those
     * @param cases the first cases that it is about
     */
    record Foresight(int can, List<Batches.Count> cannot, int twice, List<String> names, List<UUID> cases) {}

    Foresight of(Batch batch) {
        List<UUID> cases = batches.cases(batch.id());
        List<Foreseen> foreseen = engine.foresee(batch.wish(), cases);
        Map<String, Long> cannot = foreseen.stream()
                .flatMap(one -> one.whyNot().stream())
                .collect(Collectors.groupingBy(why -> why, Collectors.counting()));
        List<String> twice = foreseen.stream()
                .filter(one -> one.whyNot().isEmpty())
                .flatMap(one -> one.twice().stream())
                .distinct()
                .sorted()
                .toList();
        return new Foresight(
                (int) foreseen.stream().filter(one -> one.whyNot().isEmpty()).count(),
                cannot.entrySet().stream()
                        .map(why ->
                                new Batches.Count(why.getKey(), why.getValue().intValue()))
                        .sorted(Comparator.comparing(Batches.Count::cases).reversed())
                        .toList(),
                twice.size(),
                twice.subList(0, Math.min(twice.size(), MOST_NAMES)),
                cases.subList(0, Math.min(cases.size(), MOST_LINKS)));
    }
}
