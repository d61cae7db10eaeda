package io.ringback.engine.trial;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.feel.FeelEngine;

/** What a decision table must keep to so that the diagram can go on with what it decides. */
class DmnRules {

    private final FeelEngine feel = new FeelEngine.Builder().build();
    private final Map<String, Boolean> understoodTests = new HashMap<>();
    private final Map<String, Boolean> understoodResults = new HashMap<>();
    private final TableTrial trial;

    /** @param engine what tables are asked with */
    DmnRules(DmnEngine engine) {
        this.trial = new TableTrial(engine);
    }

    /** Checks all tables of a file. */
    void check(DmnModelInstance model, FileFindings findings) {
        String xml = Dmn.convertToString(model);
        CallsRule.check(xml, findings);
        CallsRule.checkLanguages(xml, findings);
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            if (decision.getCamundaHistoryTimeToLiveString() == null) {
                findings.refuse(
                        decision.getId(),
                        "The table has no time to live, so its history would be kept for ever.",
                        "Set \"Time to live\" in its properties, for example P30D.");
            } else if (!EngineLanguage.isTimeToLive(decision.getCamundaHistoryTimeToLiveString())) {
                findings.refuse(
                        decision.getId(),
                        "The engine cannot read the time to live \"" + decision.getCamundaHistoryTimeToLiveString()
                                + "\".",
                        "Write a number of days, as P30D or 30.");
            }
        }
        model.getModelElementsByType(DecisionTable.class).forEach(table -> {
            checkOutputNames(table, findings);
            checkCells(table, findings);
        });
        if (findings.mayRun()) {
            model.getModelElementsByType(Decision.class).forEach(decision -> tryOut(decision, findings));
        }
    }

    private static void checkOutputNames(DecisionTable table, FileFindings findings) {
        Set<String> names = new HashSet<>();
        table.getOutputs().stream()
                .filter(output -> output.getName() != null && !names.add(output.getName()))
                .forEach(output -> findings.refuse(
                        output.getId(),
                        "Another output column is named \"" + output.getName() + "\" already.",
                        "Delete one of the two columns, or give it a name of its own."));
    }

    private void tryOut(Decision decision, FileFindings findings) {
        Optional<TableContract> contract = TableContract.of(decision.getId());
        if (contract.isEmpty()) {
            if (decision.getExpression() instanceof DecisionTable table) {
                RowsAlike.warn(table, findings);
            }
            return;
        }
        List<String> asksFirst = decision.getInformationRequirements().stream()
                .map(InformationRequirement::getRequiredDecision)
                .filter(Objects::nonNull)
                .map(DmnElement::getId)
                .toList();
        if (!asksFirst.isEmpty()) {
            findings.refuse(
                    decision.getId(),
                    "It asks " + String.join(" and ", asksFirst)
                            + " before it decides, and only a table that decides by" + " itself can be tried.",
                    "Give it the input columns of " + String.join(" and ", asksFirst)
                            + " instead of the result, write a row"
                            + " for each combination that makes a difference, and delete "
                            + String.join(" and ", asksFirst)
                            + " with the arrow.");
        } else if (decision.getExpression() instanceof DecisionTable table) {
            trial.check(decision, table, contract.get(), findings);
        } else {
            findings.refuse(
                    decision.getId(),
                    "It is not a table, so what it would say cannot be tried.",
                    "Make it a decision table with the output \""
                            + contract.get().output() + "\".");
        }
    }

    private void checkCells(DecisionTable table, FileFindings findings) {
        // Each of these goes through all of the table's rows.
        List<Output> outputs = List.copyOf(table.getOutputs());
        int conditions = table.getInputs().size();
        Optional<TableContract> contract = TableContract.of(((Decision) table.getParentElement()).getId());
        for (Rule rule : table.getRules()) {
            List<InputEntry> tests = List.copyOf(rule.getInputEntries());
            List<OutputEntry> results = List.copyOf(rule.getOutputEntries());
            if (tests.size() != conditions || results.size() != outputs.size()) {
                findings.refuse(
                        rule.getId(),
                        "The row has other cells than the table has columns.",
                        "Delete the row and write it anew.");
                continue;
            }
            for (InputEntry entry : tests) {
                String test = entry.getTextContent().strip();
                if (isFeel(entry.getExpressionLanguage())
                        && !test.isEmpty()
                        && !test.equals("-")
                        && !understoodTests.computeIfAbsent(
                                test, text -> feel.parseUnaryTests(text).isRight())) {
                    notUnderstood(rule, test, findings);
                }
            }
            for (int column = 0; column < results.size(); column++) {
                if (isFeel(results.get(column).getExpressionLanguage())) {
                    String output = outputs.get(column).getName();
                    checkOutput(
                            contract.filter(known -> known.names(output)),
                            output,
                            rule,
                            results.get(column).getTextContent().strip(),
                            findings);
                }
            }
        }
    }

    private static boolean isFeel(String language) {
        return language == null || language.toLowerCase(Locale.ROOT).contains("feel");
    }

    private void checkOutput(
            Optional<TableContract> contract, String output, Rule rule, String value, FileFindings findings) {
        if (!value.isEmpty()
                && !understoodResults.computeIfAbsent(
                        value, text -> feel.parseExpression(text).isRight())) {
            notUnderstood(rule, value, findings);
            return;
        }
        boolean literal = value.startsWith("\"") && value.endsWith("\"") && value.length() > 1;
        if (contract.isPresent()
                && (value.isEmpty() || literal)
                && !contract.get()
                        .understands(output, value.isEmpty() ? value : value.substring(1, value.length() - 1))) {
            findings.refuse(
                    rule.getId(),
                    "The output \"" + output + "\" is " + (value.isEmpty() ? "empty" : value) + ".",
                    "Write " + contract.get().whatToWrite(output) + ".");
        }
    }

    private static void notUnderstood(Rule rule, String text, FileFindings findings) {
        findings.refuse(
                rule.getId(),
                "The cell " + text + " is not FEEL.",
                "Texts stand in quotation marks; true, false and numbers do not.");
    }
}
