package io.ringback.engine.trial;

import io.ringback.cases.Diagrams.NotDone;
import io.ringback.cases.TableTests;
import io.ringback.engine.trial.RowTrial.Outcome;
import io.ringback.engine.trial.RowTrial.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;

/** Runs the tests that analysts write beside their tables. What it ran on the same two files is not run again. */
public final class SheetTrial implements TableTests {

    /** Of all rows of a file together. */
    private static final int MOST_TRIES = 2_000_000;

    private static final int MOST_TRIES_OF_A_ROW = 20_000;

    private final DmnEngine engine;
    private final Map<String, Before> before = new ConcurrentHashMap<>();

    private record Before(byte[] table, byte[] sheet, TestedTable tested) {

        boolean is(byte[] tableNow, byte[] sheetNow) {
            return Arrays.equals(table, tableNow) && Arrays.equals(sheet, sheetNow);
        }
    }

    /** @param engine answers tables as the engine that runs the cases does */
    public SheetTrial(DmnEngine engine) {
        this.engine = engine;
    }

    /** Whether a file of this name is read as tests of a table. */
    static boolean isSheet(String file) {
        return file.endsWith(ENDING) && !file.startsWith(".") && !file.startsWith("~");
    }

    /** The id of the decision that a file of tests is for. */
    static String decision(String sheet) {
        return sheet.substring(0, sheet.length() - ENDING.length());
    }

    @Override
    public List<TestedTable> run(Map<String, byte[]> files) {
        List<TestedTable> tested = new ArrayList<>();
        new TreeMap<>(files).forEach((name, content) -> {
            if (FileTrial.isTable(name)) {
                model(content).ifPresent(model -> model.getModelElementsByType(Decision.class).stream()
                        .filter(decision -> files.containsKey(decision.getId() + ENDING))
                        .forEach(decision -> of(name, content, decision, files.get(decision.getId() + ENDING))
                                .ifPresent(tested::add)));
            }
        });
        return tested;
    }

    @Override
    public Sheet read(byte[] tests) {
        if (TableTests.isNone(tests)) {
            return new Sheet(List.of(), List.of());
        }
        try {
            TestSheet sheet = TestSheet.of(tests);
            return new Sheet(
                    sheet.header(),
                    sheet.rows().stream().map(TestSheet.Row::cells).toList());
        } catch (TestSheet.Illegible e) {
            throw new NotDone(e.getMessage());
        }
    }

    @Override
    public byte[] written(Sheet sheet) {
        return TestSheet.written(sheet);
    }

    @Override
    public List<Testable> testable(byte[] table) {
        return model(table).stream()
                .flatMap(model -> model.getModelElementsByType(Decision.class).stream())
                .filter(decision -> decision.getId() != null && decision.getExpression() instanceof DecisionTable)
                .map(decision ->
                        new Testable(decision.getId(), decision.getId() + ENDING, SheetColumns.namedBy((DecisionTable)
                                decision.getExpression())))
                .toList();
    }

    private static Optional<DmnModelInstance> model(byte[] content) {
        try {
            return Optional.of(TableReader.read(content));
        } catch (RuntimeException e) {
            // The check of the files says what is wrong with it.
            return Optional.empty();
        }
    }

    /** What became of the tests of one decision; empty if it is no table, or none are left. */
    Optional<TestedTable> of(String file, byte[] content, Decision decision, byte[] sheet) {
        if (!(decision.getExpression() instanceof DecisionTable table) || TableTests.isNone(sheet)) {
            return Optional.empty();
        }
        String id = decision.getId();
        Before known = before.get(id);
        if (known == null || !known.is(content, sheet)) {
            known = new Before(content, sheet, tested(file, id, table, sheet));
            before.put(id, known);
        }
        return Optional.of(known.tested());
    }

    private TestedTable tested(String file, String id, DecisionTable table, byte[] content) {
        try {
            TestSheet sheet = TestSheet.of(content);
            TriedTable tried = new TriedTable(engine, table);
            return tested(file, id, table, tried, sheet);
        } catch (TestSheet.Illegible e) {
            return notRun(file, id, List.of(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            return notRun(file, id, List.of("The table cannot be asked: " + FileTrial.innermost(e) + "."));
        }
    }

    private static TestedTable notRun(String file, String id, List<String> problems) {
        return new TestedTable(file, id, id + ENDING, List.of(), List.of(), problems);
    }

    private TestedTable tested(String file, String id, DecisionTable table, TriedTable tried, TestSheet sheet) {
        // A name that is a result is no fact, unless the table looks at such a fact too.
        List<String> named = sheet.header().stream()
                .filter(name ->
                        table.getOutputs().stream().noneMatch(output -> name.equalsIgnoreCase(output.getName())))
                .toList();
        AskedFacts asked = AskedFacts.of(id, table, tried, named);
        SheetColumns columns = SheetColumns.of(sheet.header(), table, asked.names());
        List<String> problems = new ArrayList<>(columns.problems());
        if (table.getAggregation() != null) {
            problems.add("The hit policy adds up or counts, and what comes of that is not tested. Delete the file.");
        }
        if (sheet.rows().isEmpty()) {
            problems.add("It has no rows after the header. Write one, or delete the file.");
        }
        if (!problems.isEmpty()) {
            return notRun(file, id, problems);
        }
        RowTrial trial = new RowTrial(
                tried,
                table.getHitPolicy(),
                asked,
                Math.min(MOST_TRIES_OF_A_ROW, MOST_TRIES / sheet.rows().size()));
        List<Outcome> outcomes = sheet.rows().stream()
                .map(row -> trial.of(
                        new Wanted(row.number(), columns.sentence(row), columns.facts(row), columns.results(row))))
                .toList();
        List<TestedRule> rules = IntStream.range(0, tried.size())
                .mapToObj(rule -> new TestedRule(String.valueOf(tried.id(rule)), rule + 1, (int) outcomes.stream()
                        .filter(outcome -> outcome.touched().get(rule))
                        .count()))
                .toList();
        return new TestedTable(
                file, id, id + ENDING, outcomes.stream().map(Outcome::row).toList(), rules, List.of());
    }
}
