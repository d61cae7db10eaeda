package io.ringback.web.operations.acts;

import io.ringback.directory.Medium;
import io.ringback.web.operations.acts.CaseActs.Foreseen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a batch would do.
 *
 * @param can to how many cases it can be done
 * @param cannot why not, and to how many
 * @param twice how many people would get a message that they may have already
 * @param names the first of those
 * @param media if another medium is to be chosen, what comes of naming one
 * @param cases the first cases that it is about
 */
record Foresight(
        int can, List<Batches.Count> cannot, int twice, List<String> names, List<ByMedium> media, List<UUID> cases) {

    private static final int MOST_NAMES = 20;
    private static final int MOST_LINKS = 20;

    Foresight {
        cannot = List.copyOf(cannot);
        names = List.copyOf(names);
        media = List.copyOf(media);
        cases = List.copyOf(cases);
    }

    /**
     * What would come of it if this medium were named.
     *
     * @param cases how many would be written to by it; nothing happens to the others
     * @param twice how many people would get a message that they may have already
     */
    record ByMedium(Medium medium, int cases, int twice) {}

    /** Adds up what is foreseen, case by case. */
    static final class Sum {

        private final Map<String, Integer> cannot = new HashMap<>();
        private final Map<UUID, String> twice = new HashMap<>();
        private final Map<Medium, Integer> casesByMedium = new EnumMap<>(Medium.class);
        private final Map<Medium, Map<UUID, String>> twiceByMedium = new EnumMap<>(Medium.class);
        private final List<UUID> first = new ArrayList<>();
        private int can;

        void add(Foreseen one) {
            if (first.size() < MOST_LINKS) {
                first.add(one.caseId());
            }
            one.whyNot().ifPresent(why -> cannot.merge(why, 1, Integer::sum));
            if (one.whyNot().isEmpty()) {
                can++;
                one.twice().ifPresent(receiver -> twice.put(receiver.person(), receiver.name()));
            }
            one.media().forEach(medium -> {
                casesByMedium.merge(medium, 1, Integer::sum);
                one.twice().ifPresent(receiver -> twiceByMedium
                        .computeIfAbsent(medium, first -> new HashMap<>())
                        .put(receiver.person(), receiver.name()));
            });
        }

        Foresight total() {
            return new Foresight(
                    can,
                    cannot.entrySet().stream()
                            .map(why -> new Batches.Count(why.getKey(), why.getValue()))
                            .sorted(Comparator.comparing(Batches.Count::cases)
                                    .reversed()
                                    .thenComparing(Batches.Count::whyNot))
                            .toList(),
                    twice.size(),
                    twice.values().stream().sorted().limit(MOST_NAMES).toList(),
                    casesByMedium.entrySet().stream()
                            .map(by -> new ByMedium(
                                    by.getKey(),
                                    by.getValue(),
                                    twiceByMedium
                                            .getOrDefault(by.getKey(), Map.of())
                                            .size()))
                            .toList(),
                    first);
        }
    }
}
