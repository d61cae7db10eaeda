package io.ringback.engine;

import io.ringback.cases.Diagrams.Refusal;
import io.ringback.directory.Medium;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.feel.FeelEngine;
import org.springframework.stereotype.Component;

/** What a decision table must keep to so that the diagram can go on with what it decides. */
@Component
class DmnRules {

    /**
     * @param test of a text in quotation marks, and of an empty cell
     * @param values what to write, for analysts
     */
    private record Allowed(Predicate<String> test, String values) {}

    /** The outputs that steps read, and what they understand. */
    private static final Map<String, Allowed> OUTPUTS = Map.of(
            "wait", new Allowed(BpmnRules::isDuration, "a duration such as PT30M, PT4H or P2D, in quotation marks"),
            "medium", oneOf(media()),
            "consent", oneOf(List.of("NOT_ALLOWED", "ASK", "NOT_NEEDED")),
            "onTheSpot", new Allowed(text -> false, "true or false, without quotation marks"),
            "silence", oneOf(List.of("NO", "IN_WRITING")),
            "reaction", oneOf(List.of("CONNECT", "INFORM", "DECLINE")));

    private final FeelEngine feel = new FeelEngine.Builder().build();

    private static Allowed oneOf(List<String> values) {
        return new Allowed(values::contains, "one of " + String.join(", ", values) + ", in quotation marks");
    }

    private static List<String> media() {
        List<String> media =
                new ArrayList<>(Arrays.stream(Medium.values()).map(Medium::name).toList());
        media.add("NONE");
        return media;
    }

    /** Checks all tables of a file; empty if they may be put into force. */
    List<Refusal> check(String file, DmnModelInstance model) {
        List<Refusal> refusals = new ArrayList<>();
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            if (decision.getCamundaHistoryTimeToLiveString() == null) {
                refusals.add(new Refusal(
                        file,
                        decision.getId(),
                        "The table has no time to live, so its history would be kept for ever.",
                        "Set \"Time to live\" in its properties, for example P30D."));
            }
        }
        model.getModelElementsByType(DecisionTable.class).forEach(table -> checkTable(file, table, refusals));
        return refusals;
    }

    private void checkTable(String file, DecisionTable table, List<Refusal> refusals) {
        List<Output> outputs = List.copyOf(table.getOutputs());
        for (Rule rule : table.getRules()) {
            for (InputEntry entry : rule.getInputEntries()) {
                String test = entry.getTextContent().strip();
                if (!test.isEmpty()
                        && !test.equals("-")
                        && feel.parseUnaryTests(test).isLeft()) {
                    refusals.add(notUnderstood(file, rule, test));
                }
            }
            int column = 0;
            for (OutputEntry entry : rule.getOutputEntries()) {
                checkOutput(
                        file,
                        rule,
                        outputs.get(column++).getName(),
                        entry.getTextContent().strip(),
                        refusals);
            }
        }
    }

    private void checkOutput(String file, Rule rule, String output, String value, List<Refusal> refusals) {
        if (!value.isEmpty() && feel.parseExpression(value).isLeft()) {
            refusals.add(notUnderstood(file, rule, value));
            return;
        }
        Allowed allowed = OUTPUTS.get(output);
        boolean literal = value.startsWith("\"") && value.endsWith("\"") && value.length() > 1;
        if (allowed != null && (value.isEmpty() || literal) && !allowed.test().test(unquoted(value))) {
            refusals.add(new Refusal(
                    file,
                    rule.getId(),
                    "The output \"" + output + "\" is " + (value.isEmpty() ? "empty" : value) + ".",
                    "Write " + allowed.values() + "."));
        }
    }

    private static String unquoted(String value) {
        return value.isEmpty() ? value : value.substring(1, value.length() - 1);
    }

    private static Refusal notUnderstood(String file, Rule rule, String text) {
        return new Refusal(
                file,
                rule.getId(),
                "The cell " + text + " is not FEEL.",
                "Texts stand in quotation marks; true, false and numbers do not.");
    }
}
