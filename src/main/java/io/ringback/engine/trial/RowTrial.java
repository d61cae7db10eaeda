package io.ringback.engine.trial;

import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedRule;
import io.ringback.cases.TableTests.Verdict;
import io.ringback.engine.trial.TriedTable.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.HitPolicy;

/** Tries one row of tests: with everything that the facts can be which it leaves empty, until the table says something else. */
final class RowTrial {

    /** What is wanted where the table is to say nothing. */
    static final String NOTHING = "nothing";

    private static final String SEVERAL = "|";

    private final TriedTable table;
    private final HitPolicy policy;
    private final AskedFacts asked;
    private final int mostTries;

    /** @param mostTries of one row; where there is more to try, some of it is tried, the same each time */
    RowTrial(TriedTable table, HitPolicy policy, AskedFacts asked, int mostTries) {
        this.table = table;
        this.policy = policy;
        this.asked = asked;
        this.mostTries = mostTries;
    }

    /**
     * What became of a row.
     *
     * @param touched the rules, counted from 0, that decided at least once
     */
    record Outcome(TestedRow row, BitSet touched) {}

    /** What a row wants, as it is written. */
    record Wanted(int number, String sentence, Map<String, String> facts, Map<String, String> results) {}

    Outcome of(Wanted row) {
        BitSet touched = new BitSet();
        Map<String, Object> given = new LinkedHashMap<>();
        for (Map.Entry<String, String> fact : row.facts().entrySet()) {
            Optional<Object> value = asked.value(fact.getKey(), fact.getValue());
            if (value.isEmpty()) {
                return outcome(
                        row,
                        touched,
                        fact.getKey() + " is never " + fact.getValue() + ". Write one of: " + asked.words(fact.getKey())
                                + ".");
            }
            given.put(fact.getKey(), value.get());
        }
        if (row.sentence().isEmpty()) {
            return outcome(row, touched, "It has no sentence. Say what the row means.");
        }
        if (row.results().isEmpty()) {
            return outcome(row, touched, "It wants no result. Write what the table is to say, or delete the row.");
        }
        List<Combinations> all = asked.where(given);
        if (all.isEmpty()) {
            return outcome(
                    row,
                    touched,
                    "The table is never asked with these facts together. Correct one, or leave one empty.");
        }
        return all.stream()
                .map(facts -> firstOtherwise(row, facts, touched))
                .flatMap(Optional::stream)
                .findFirst()
                .map(otherwise -> new Outcome(otherwise, touched))
                .orElseGet(() -> outcome(row, touched, ""));
    }

    private Optional<TestedRow> firstOtherwise(Wanted row, Combinations facts, BitSet touched) {
        RowsByFacts rows = new RowsByFacts(table, facts);
        PrimitiveIterator.OfLong numbers = facts.numbers(mostTries).iterator();
        while (numbers.hasNext()) {
            long number = numbers.nextLong();
            Map<String, Object> one = facts.at(number);
            try {
                BitSet deciding = rows.deciding(number);
                touched.or(deciding);
                List<Result> results = table.decide(deciding, one);
                boolean asWanted = row.results().entrySet().stream()
                        .allMatch(wanted -> isSaid(wanted.getValue(), values(wanted.getKey(), results)));
                if (!asWanted) {
                    return Optional.of(otherwise(row, one, results));
                }
            } catch (DmnEngineException e) {
                return Optional.of(outcome(
                                row,
                                touched,
                                "The table cannot decide if " + TableTrial.said(one) + ": " + e.getMessage() + ".")
                        .row());
            }
        }
        return Optional.empty();
    }

    /** A row that was not decided otherwise; it has passed if there is no problem. */
    private Outcome outcome(Wanted row, BitSet touched, String problem) {
        return new Outcome(
                new TestedRow(
                        row.number(),
                        row.sentence(),
                        row.facts(),
                        row.results(),
                        problem.isEmpty() ? row.results() : Map.of(),
                        rules(touched),
                        problem.isEmpty() ? Verdict.PASSED : Verdict.CANNOT_BE_TRIED,
                        problem),
                touched);
    }

    private TestedRow otherwise(Wanted row, Map<String, Object> facts, List<Result> results) {
        Map<String, String> got = new LinkedHashMap<>();
        if (!results.isEmpty()) {
            row.results().keySet().forEach(name -> got.put(name, written(values(name, results))));
        }
        BitSet by = new BitSet();
        results.forEach(result -> by.set(result.row()));
        Map<String, String> with = new LinkedHashMap<>(row.facts());
        facts.forEach((name, value) -> with.putIfAbsent(name, String.valueOf(value)));
        List<TestedRule> rules = rules(by);
        String problem = "It expects " + TestedRow.said(row.results()) + " and got "
                + (got.isEmpty() ? NOTHING : TestedRow.said(got)) + " by "
                + (rules.isEmpty()
                        ? "no rule"
                        : rules.stream().map(TestedRule::words).collect(Collectors.joining(", ")))
                + (with.isEmpty() ? "" : ", if " + TestedRow.said(with)) + ".";
        return new TestedRow(
                row.number(), row.sentence(), with, row.results(), got, rules, Verdict.DECIDED_OTHERWISE, problem);
    }

    private static List<Object> values(String output, List<Result> results) {
        return results.stream()
                .map(result -> result.outputs().get(output))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<TestedRule> rules(BitSet rows) {
        return rows.stream()
                .mapToObj(row -> new TestedRule(String.valueOf(table.id(row)), row + 1, 1))
                .toList();
    }

    private boolean isSaid(String wanted, List<Object> said) {
        if (policy == HitPolicy.COLLECT || policy == HitPolicy.RULE_ORDER) {
            return isList(wanted, said);
        }
        return said.size() == 1 && isSaid(wanted, said.get(0)) || said.isEmpty() && wanted.equals(NOTHING);
    }

    /** Of a table that lists what its rules say: all of it, and where the order is that of the rules, in that order. */
    private boolean isList(String wanted, List<Object> said) {
        List<String> want =
                wanted.equals(NOTHING) ? List.of() : List.of(wanted.split("\\s*" + Pattern.quote(SEVERAL) + "\\s*"));
        List<Object> left = new ArrayList<>(said);
        for (String one : want) {
            int place = 0;
            while (place < left.size() && !isSaid(one, left.get(place))) {
                place++;
            }
            if (place == left.size() || place > 0 && policy == HitPolicy.RULE_ORDER) {
                return false;
            }
            left.remove(place);
        }
        return left.isEmpty();
    }

    private static boolean isSaid(String wanted, Object said) {
        if (said == null || said.equals("")) {
            return wanted.equals(NOTHING);
        }
        if (said instanceof Boolean) {
            return AskedFacts.yesOrNo(wanted).filter(said::equals).isPresent();
        }
        if (said instanceof Number number) {
            return AskedFacts.number(wanted)
                    .filter(one -> ((Number) one).doubleValue() == number.doubleValue())
                    .isPresent();
        }
        return wanted.equals(String.valueOf(said));
    }

    private static String written(List<Object> said) {
        return said.stream()
                .map(one -> Objects.toString(one, NOTHING))
                .collect(Collectors.joining(" " + SEVERAL + " "));
    }
}
