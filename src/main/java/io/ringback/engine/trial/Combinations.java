package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Everything that some facts can be together. Each group lists what facts that hang together can be; groups vary freely.
 */
record Combinations(List<List<Map<String, Object>>> groups) {

    /** Above this many a sample is tried. */
    static final int MOST = 100_000;

    private static final long SEED = 13;

    Combinations {
        groups = List.copyOf(groups);
    }

    /** The names of all the facts. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        groups.forEach(group -> group.forEach(facts -> names.addAll(facts.keySet())));
        return names;
    }

    /** These, and beside them another group. */
    Combinations and(List<Map<String, Object>> group) {
        List<List<Map<String, Object>>> more = new ArrayList<>(groups);
        more.add(group);
        return new Combinations(more);
    }

    /** What remains to be told apart if only some of the facts are looked at. */
    Combinations only(Predicate<String> wanted) {
        return new Combinations(groups.stream()
                .map(group -> group.stream()
                        .map(facts -> filtered(facts, wanted))
                        .distinct()
                        .toList())
                .toList());
    }

    /** What remains of each group. */
    Combinations where(Predicate<Map<String, Object>> wanted) {
        return new Combinations(groups.stream()
                .map(group -> group.stream().filter(wanted).toList())
                .toList());
    }

    /** As if no fact hung together with another. */
    Combinations loose() {
        return new Combinations(names().stream()
                .map(name -> groups.stream()
                        .flatMap(List::stream)
                        .filter(facts -> facts.containsKey(name))
                        .map(facts -> filtered(facts, name::equals))
                        .distinct()
                        .toList())
                .toList());
    }

    boolean isSampled() {
        return size() > MOST;
    }

    /** How many there are. */
    long size() {
        return groups.stream().mapToLong(List::size).reduce(1, Combinations::times);
    }

    private static long times(long a, long b) {
        return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    /** All of them, or a sample that is the same each time. */
    Stream<Map<String, Object>> stream() {
        return numbers().mapToObj(this::at);
    }

    /** The same by number. */
    LongStream numbers() {
        return numbers(MOST);
    }

    /** All of them by number, or, of more than {@code most}, a sample of so many that is the same each time. */
    LongStream numbers(int most) {
        return size() > most ? new Random(SEED).longs(most, 0, size()) : LongStream.range(0, size());
    }

    /** The facts of a combination. */
    Map<String, Object> at(long number) {
        Map<String, Object> facts = new LinkedHashMap<>();
        long rest = number;
        for (List<Map<String, Object>> group : groups) {
            facts.putAll(group.get((int) (rest % group.size())));
            rest /= group.size();
        }
        return facts;
    }

    private static Map<String, Object> filtered(Map<String, Object> facts, Predicate<String> wanted) {
        Map<String, Object> kept = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (wanted.test(name)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
