package io.ringback.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the command line asks for.
 *
 * @param columns what is compared, in the order of the table
 * @param sizes how much of each is measured
 * @param pin whether driver and sink have a core of their own
 * @param statements whether to list the statements of one case, too
 */
record BenchmarkOptions(List<Candidate> columns, Map<Size, Integer> sizes, boolean pin, boolean statements) {

    static final String USAGE = "Usage: bin/benchmark [--all | --short] [--columns "
            + Arrays.stream(Candidate.values()).map(Candidate::word).collect(Collectors.joining(","))
            + "] [--pin] [--statements]"
            + Arrays.stream(Size.values())
                    .map(size -> " [" + size.option() + " " + size.usual() + "]")
                    .collect(Collectors.joining());

    BenchmarkOptions {
        columns = List.copyOf(columns);
        // In the order of the sizes, as they are printed.
        sizes = Collections.unmodifiableMap(new EnumMap<>(sizes));
    }

    int size(Size size) {
        return sizes.get(size);
    }

    /** Cases driven to warm a column up and to measure it, one after the other. */
    int driven() {
        return size(Size.WARM_UP) + size(Size.CASES);
    }

    /** @throws IllegalArgumentException if something else is given than {@link #USAGE} says */
    static BenchmarkOptions read(String... arguments) {
        Map<Size, Integer> sizes = new EnumMap<>(Size.class);
        List<String> given = List.of(arguments);
        for (Size size : Size.values()) {
            boolean left = size.isExtra() && !given.contains("--all");
            sizes.put(size, given.contains("--short") ? size.brief() : left ? 0 : size.usual());
        }
        List<Candidate> columns = List.of(Candidate.values());
        Iterator<String> rest = given.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--all", "--short", "--pin", "--statements" -> {}
                case "--columns" -> columns = columns(rest.hasNext() ? rest.next() : "");
                default -> {
                    Size size = Arrays.stream(Size.values())
                            .filter(each -> each.option().equals(option))
                            .findFirst()
                            .orElseThrow(
                                    () -> new IllegalArgumentException("There is no option " + option + ". " + USAGE));
                    sizes.put(size, number(size, rest));
                }
            }
        }
        return new BenchmarkOptions(columns, sizes, given.contains("--pin"), given.contains("--statements"));
    }

    private static List<Candidate> columns(String words) {
        List<Candidate> columns = new ArrayList<>();
        for (String word : words.toLowerCase(Locale.ROOT).split(",", -1)) {
            Candidate column = Arrays.stream(Candidate.values())
                    .filter(candidate -> candidate.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no column '" + word + "'. " + USAGE));
            if (columns.contains(column)) {
                throw new IllegalArgumentException("--columns names " + word + " twice.");
            }
            columns.add(column);
        }
        return columns;
    }

    private static int number(Size size, Iterator<String> rest) {
        String given = rest.hasNext() ? rest.next() : "nothing";
        if (!given.matches("[0-9]{1,7}") || Integer.parseInt(given) < size.least()) {
            throw new IllegalArgumentException(
                    size.option() + " needs a number from " + size.least() + " on, not " + given + ". " + USAGE);
        }
        return Integer.parseInt(given);
    }
}
