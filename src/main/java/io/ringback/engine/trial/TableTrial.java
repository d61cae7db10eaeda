package io.ringback.engine.trial;

import io.ringback.engine.trial.TriedTable.Result;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;

/** Asks a table everything that the diagram can ask it, before anybody's call depends on the answer. */
final class TableTrial {

    private static final long MOST_ONE_BY_ONE = 1_000_000;
    private static final long MOST_OF_EACH_ROW = 200_000;
    private static final String OBJECTION = "objection ";
    private static final String ODDITY = "oddity ";
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private final DmnEngine engine;

    TableTrial(DmnEngine engine) {
        this.engine = engine;
    }

    /** Tries a table that the diagram relies on. */
    void check(Decision decision, DecisionTable table, TableContract contract, FileFindings findings) {
        Set<String> known = new LinkedHashSet<>();
        contract.questions().forEach(facts -> known.addAll(facts.names()));
        if (!namesFacts(table, known, findings)) {
            return;
        }
        if (table.getOutputs().stream().noneMatch(output -> contract.output().equals(output.getName()))) {
            findings.refuse(
                    decision.getId(),
                    "It has no output \"" + contract.output() + "\", which "
                            + (contract.isOfDiagrams() ? "the diagram" : "Ringback") + " follows.",
                    "Name an output column so.");
            return;
        }
        if (contract == TableContract.MESSAGE_CAPS) {
            WordsNeverMet.check(table, findings);
        }
        TriedTable tried;
        try {
            tried = new TriedTable(engine, table);
        } catch (DmnEngineException e) {
            findings.refuse(decision.getId(), "The engine cannot read it: " + e.getMessage() + ".", "Correct it.");
            return;
        }
        Set<String> found = new HashSet<>();
        List<Combinations> widened = contract.questions().stream()
                .map(facts -> facts.only(name ->
                        tried.names().contains(name) || contract.heeded().contains(name)))
                .map(facts -> FactsOfPeople.widened(facts, table.getTextContent()))
                .toList();
        List<Combinations> questions = widened.stream()
                .map(facts -> TriedTable.toldApart(facts, List.of(tried)))
                .toList();
        Stream.concat(
                        questions.stream(),
                        questions.stream()
                                .filter(Combinations::isSampled)
                                .flatMap(facts -> ofEachRow(tried, facts).stream()))
                .forEach(facts -> checkAnswers(decision.getId(), tried, contract, facts, found, findings));
        // Of thousands of values some are tried, and a row may be there for the others.
        boolean all = widened.stream()
                .allMatch(facts -> TriedTable.few(facts, List.of(tried)).size() == facts.size());
        // Whoever has moved a catch-all up sees that too, and not only whom it would write to.
        if (all && found.stream().allMatch(one -> one.startsWith(OBJECTION) || one.startsWith(ODDITY))) {
            warnOfRowsNeverReached(decision.getId(), tried, new RowsAlike(table), questions, findings);
        }
    }

    /** What fits the cells of a row, row by row: of a sample alone, a row of few cases might meet none. */
    private static List<Combinations> ofEachRow(TriedTable table, Combinations facts) {
        List<Combinations> few = new ArrayList<>();
        long left = MOST_OF_EACH_ROW;
        for (int row = 0; row < table.size(); row++) {
            Combinations own = table.of(row, facts);
            if (own.size() <= left) {
                left -= own.size();
                few.add(own);
            }
        }
        return few;
    }

    private static boolean namesFacts(DecisionTable table, Set<String> known, FileFindings findings) {
        boolean all = true;
        for (Input input : table.getInputs()) {
            String expression = input.getTextContent() == null || input.getInputExpression() == null
                    ? ""
                    : input.getInputExpression().getTextContent().strip();
            if (expression.isEmpty() || NAME.matcher(expression).matches() && !known.contains(expression)) {
                all = false;
                findings.refuse(
                        input.getId(),
                        expression.isEmpty()
                                ? "The column asks for nothing."
                                : "There is no fact \"" + expression + "\" for this table.",
                        "Name one of: " + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
        return all;
    }

    private static void checkAnswers(
            String decision,
            TriedTable table,
            TableContract contract,
            Combinations facts,
            Set<String> found,
            FileFindings findings) {
        RowsByFacts rows = new RowsByFacts(table, facts);
        facts.numbers().forEach(number -> {
            Map<String, Object> each = facts.at(number);
            checkAnswer(
                    decision, table, contract, each, () -> table.decide(rows.deciding(number), each), found, findings);
        });
    }

    /** @param found faults found before, so that none is told a thousand times */
    private static void checkAnswer(
            String decision,
            TriedTable table,
            TableContract contract,
            Map<String, Object> facts,
            Supplier<List<Result>> answer,
            Set<String> found,
            FileFindings findings) {
        List<Result> results;
        try {
            results = answer.get();
        } catch (DmnEngineException e) {
            if (found.add(e.getMessage())) {
                findings.refuse(
                        decision,
                        "It cannot decide if " + said(facts) + ": " + e.getMessage() + ".",
                        "Correct the column's type or the cell that the engine names.");
            }
            return;
        }
        if (results.size() == 1) {
            checkResult(table, contract, facts, results.get(0), found, findings);
        } else if (results.isEmpty() && !contract.maySayNothing(facts) && found.add("none")) {
            findings.refuse(
                    decision,
                    "No row fits if " + said(facts) + ".",
                    "Add a row for it, such as a last one whose conditions are empty.");
        } else if (results.size() > 1 && found.add("many")) {
            findings.refuse(
                    decision,
                    "More than one row decides if " + said(facts) + ": "
                            + results.stream().map(one -> table.id(one.row())).collect(Collectors.joining(", ")) + ".",
                    "Set the hit policy to \"First\", or let only one row fit.");
        }
    }

    private static void checkResult(
            TriedTable table,
            TableContract contract,
            Map<String, Object> facts,
            Result result,
            Set<String> found,
            FileFindings findings) {
        String row = table.id(result.row());
        for (Map.Entry<String, Object> said : result.outputs().entrySet()) {
            String output = said.getKey();
            if (contract.names(output) && !contract.understands(output, said.getValue())) {
                if (found.add(output + row)) {
                    findings.refuse(
                            row,
                            "The output \"" + output + "\" is "
                                    + (said.getValue() == null ? "nothing" : said.getValue()) + " if " + said(facts)
                                    + ".",
                            "Write " + contract.whatToWrite(output) + ".");
                }
                return;
            }
        }
        Object value = result.outputs().get(contract.output());
        Optional<String> objection = contract.objection(facts, value);
        if (objection.isPresent() && found.add(OBJECTION + row)) {
            findings.refuse(
                    row,
                    "It says " + value + " if " + said(facts) + ", but then " + objection.get() + ".",
                    "Add to the row's conditions what must be so, or say something else.");
        }
        Optional<String> oddity = contract.oddity(facts, value);
        if (oddity.isPresent() && found.add(ODDITY + row)) {
            findings.warn(
                    row,
                    "It says " + value + " if " + said(facts) + ", but then " + oddity.get() + ".",
                    "Let a row above it say NOT_ALLOWED for this.");
        }
    }

    /** Each row is judged by itself, as if no fact hung together with another: a row may be kept for a rule that is not there. */
    private static void warnOfRowsNeverReached(
            String decision, TriedTable table, RowsAlike alike, List<Combinations> questions, FileFindings findings) {
        List<Combinations> all = questions.stream().map(Combinations::loose).toList();
        for (Combinations facts : all) {
            if (!table.neverReached().isEmpty()) {
                RowsByFacts rows = new RowsByFacts(table, facts);
                facts.numbers().forEach(number -> table.reach(rows.deciding(number)));
            }
        }
        BitSet never = table.neverReached();
        if (all.stream().anyMatch(Combinations::isSampled)) {
            // A row that no sample meets may still be met.
            never = neverReachedOneByOne(table, all);
        }
        for (int first = never.nextSetBit(0); first >= 0; ) {
            int after = never.nextClearBit(first);
            findings.warn(
                    table.id(first),
                    whyNeverReached(first, after, never, table, alike),
                    "Move the more special rows up, or delete what is never reached in " + decision + ".");
            first = never.nextSetBit(after);
        }
    }

    private static String whyNeverReached(int first, int after, BitSet never, TriedTable table, RowsAlike alike) {
        boolean nothingElse = never.cardinality() == table.size() - 1 && first > 0;
        Optional<Integer> taken = alike.takenBy(first);
        if (!nothingElse && after - first == 1 && taken.isPresent()) {
            return alike.neverReached(taken.get(), first);
        }
        return (after - first == 1 ? "Row " + (first + 1) + " is" : "Rows " + (first + 1) + " to " + after + " are")
                + " never reached: "
                + (nothingElse
                        ? "row " + (never.nextClearBit(0) + 1) + " decides everything."
                        : "the rows above decide all that could be decided there.");
    }

    /** The rows that nothing reaches of all that their own cells let through. Where that is too much, a row is not judged. */
    private static BitSet neverReachedOneByOne(TriedTable table, List<Combinations> all) {
        BitSet judged = new BitSet();
        long left = MOST_ONE_BY_ONE;
        BitSet open = table.neverReached();
        for (int row = open.nextSetBit(0); row >= 0; row = open.nextSetBit(row + 1)) {
            int one = row;
            List<Combinations> own =
                    all.stream().map(facts -> table.of(one, facts)).toList();
            long size = own.stream().mapToLong(Combinations::size).reduce(0, TableTrial::sum);
            if (size <= left) {
                left -= own.stream()
                        .mapToLong(facts -> reach(table, one, facts))
                        .sum();
                judged.set(row);
            }
        }
        judged.and(table.neverReached());
        return judged;
    }

    /** Tries until the row is reached; returns how often. */
    private static long reach(TriedTable table, int row, Combinations facts) {
        RowsByFacts rows = new RowsByFacts(table, facts);
        PrimitiveIterator.OfLong numbers = facts.numbers().iterator();
        long tries = 0;
        while (numbers.hasNext() && table.neverReached().get(row)) {
            tries++;
            table.reach(rows.deciding(numbers.nextLong()));
        }
        return tries;
    }

    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** The facts in words. They hold no address. */
    static String said(Map<String, Object> facts) {
        Map<String, Object> sorted = new LinkedHashMap<>();
        facts.keySet().stream().sorted().forEach(name -> sorted.put(name, facts.get(name)));
        String all = sorted.entrySet().stream()
                .map(fact -> fact.getKey() + " = " + fact.getValue())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "asked" : all;
    }
}
