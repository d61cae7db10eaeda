package io.ringback.benchmark;

import java.util.Arrays;
import java.util.Iterator;

/**
 * What the command line asks for.
 *
 * @param cases how many are measured
 * @param warmUp how many go before them
 * @param inFlight how many are under way at any time
 * @param statements whether to list the statements of one case, too
 */
record BenchmarkOptions(int cases, int warmUp, int inFlight, boolean statements) {

    static final String USAGE = "Usage: bin/benchmark [--cases 2000] [--warm-up 400] [--in-flight 16] [--statements]";

    /** Pairs of people needed: each case has its own, and one is for the list of statements. */
    int pairs() {
        return warmUp + cases + 1;
    }

    /** @throws IllegalArgumentException if something else is given than {@link #USAGE} says */
    static BenchmarkOptions read(String[] arguments) {
        int cases = 2000;
        int warmUp = 400;
        int inFlight = 16;
        boolean statements = false;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--cases" -> cases = number(option, rest);
                case "--warm-up" -> warmUp = number(option, rest);
                case "--in-flight" -> inFlight = number(option, rest);
                case "--statements" -> statements = true;
                default -> throw new IllegalArgumentException("There is no option " + option + ". " + USAGE);
            }
        }
        return new BenchmarkOptions(cases, warmUp, inFlight, statements);
    }

    private static int number(String option, Iterator<String> rest) {
        String given = rest.hasNext() ? rest.next() : "nothing";
        if (!given.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    option + " needs a number from 1 to 999999, not " + given + ". " + USAGE);
        }
        return Integer.parseInt(given);
    }
}
