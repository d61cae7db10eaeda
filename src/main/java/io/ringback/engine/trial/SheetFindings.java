package io.ringback.engine.trial;

import io.ringback.cases.TableTests;
import io.ringback.cases.TableTests.TestedRow;
import io.ringback.cases.TableTests.TestedRule;
import io.ringback.cases.TableTests.TestedTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;

/** What the test tables say of the decision tables that lie beside them: a table whose tests fail is refused. */
final class SheetFindings {

    /** After so many rows an analyst knows. */
    private static final int MOST_TOLD = 20;

    private static final String MEND_SHEET =
            "Correct the tests; a table is put into force with tests that can be run, or with none.";
    private static final String MEND = "Correct the table, or this row if the table is right.";

    private final SheetTrial trial;
    private final Map<String, byte[]> files;
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final Map<String, String> fileOf = new LinkedHashMap<>();

    /**
     * @param files by name, what is in them
     * @param tables those of them that could be read as decision tables
     */
    SheetFindings(SheetTrial trial, Map<String, byte[]> files, Map<String, DmnModelInstance> tables) {
        this.trial = trial;
        this.files = files;
        tables.forEach((name, model) -> model.getModelElementsByType(Decision.class).stream()
                .filter(decision -> decision.getId() != null)
                .forEach(decision -> {
                    decisions.put(decision.getId(), decision);
                    fileOf.put(decision.getId(), name);
                }));
    }

    /** Runs the tests of those tables that are right so far, and adds what is found. */
    List<TestedTable> in(Map<String, FileFindings> findings) {
        List<TestedTable> all = new ArrayList<>();
        files.forEach((name, content) -> {
            if (!SheetTrial.isSheet(name)) {
                warnIfMisnamed(name, findings.get(name));
            } else if (!decisions.containsKey(SheetTrial.decision(name))) {
                findings.get(name)
                        .warn(
                                name,
                                "No table of bpmn/ has the id " + SheetTrial.decision(name)
                                        + ", so these tests are not run.",
                                "Name it after the table's id, such as waiting-times" + TableTests.ENDING
                                        + ", or take it away.");
            } else {
                run(name, content, findings).ifPresent(all::add);
            }
        });
        return all;
    }

    private void warnIfMisnamed(String name, FileFindings findings) {
        String begins = name.split("\\.", 2)[0];
        if (name.toLowerCase(Locale.ROOT).endsWith(".csv") && decisions.containsKey(begins)) {
            findings.warn(
                    name,
                    "It is not read, as its name does not end in " + TableTests.ENDING + ".",
                    "Name it " + begins + TableTests.ENDING + ", or take it away.");
        }
    }

    private Optional<TestedTable> run(String sheet, byte[] content, Map<String, FileFindings> findings) {
        String decision = SheetTrial.decision(sheet);
        String file = fileOf.get(decision);
        FileFindings ofTable = findings.get(file);
        if (!ofTable.mayRun()) {
            return Optional.empty();
        }
        Optional<TestedTable> tested = trial.of(file, files.get(file), decisions.get(decision), content);
        tested.ifPresent(one -> {
            one.problems()
                    .forEach(problem -> ofTable.refuse(decision, sheet + " cannot be used: " + problem, MEND_SHEET));
            refuseFailed(one, ofTable);
            warnOfUntouched(one, findings.get(sheet));
        });
        return tested;
    }

    private static void refuseFailed(TestedTable tested, FileFindings findings) {
        List<TestedRow> failed = tested.failed();
        failed.stream()
                .limit(MOST_TOLD)
                .forEach(row -> findings.refuse(element(tested, row), words(tested, row), MEND));
        if (failed.size() > MOST_TOLD) {
            findings.refuse(
                    tested.decision(),
                    (failed.size() - MOST_TOLD) + " more rows of " + tested.tests() + " fail.",
                    "Correct those above first.");
        }
    }

    /** The rule that decided otherwise, so that it can be marked; or else the table. */
    private static String element(TestedTable tested, TestedRow row) {
        return row.by().size() == 1 ? row.by().get(0).id() : tested.decision();
    }

    private static String words(TestedTable tested, TestedRow row) {
        return "Row " + row.number() + " of " + tested.tests()
                + (row.sentence().isEmpty() ? "" : " (\"" + row.sentence() + "\")") + " fails: " + row.problem();
    }

    private static void warnOfUntouched(TestedTable tested, FileFindings findings) {
        List<TestedRule> untouched = tested.untouched();
        if (!untouched.isEmpty()) {
            findings.warn(
                    tested.decision(),
                    "No row of the tests comes to "
                            + untouched.stream()
                                    .limit(MOST_TOLD)
                                    .map(TestedRule::words)
                                    .collect(Collectors.joining(", "))
                            + (untouched.size() > MOST_TOLD ? " and " + (untouched.size() - MOST_TOLD) + " more" : "")
                            + ".",
                    "Write a row for each, with a sentence that says what it is there for.");
        }
    }
}
