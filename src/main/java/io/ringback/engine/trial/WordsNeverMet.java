package io.ringback.engine.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * Conditions of the table message-caps that never are so, such as a medium misspelt. In another table the row would only be without
 * use; here nobody would notice that nothing is held back.
 */
final class WordsNeverMet {

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    private WordsNeverMet() {}

    /** Refuses each. */
    static void check(DecisionTable table, FileFindings findings) {
        List<Input> inputs = List.copyOf(table.getInputs());
        for (Rule rule : table.getRules()) {
            List<InputEntry> cells = new ArrayList<>(rule.getInputEntries());
            for (int column = 0; column < inputs.size(); column++) {
                String fact =
                        inputs.get(column).getInputExpression().getTextContent().strip();
                Matcher texts = TEXT.matcher(cells.get(column).getTextContent());
                while (texts.find()) {
                    if (!FactsOfMessages.canBe(fact, texts.group(1))) {
                        findings.refuse(
                                rule.getId(),
                                "It asks whether " + fact + " is \"" + texts.group(1) + "\", which it never is.",
                                "Write " + FactsOfMessages.words().get(fact) + ".");
                    }
                }
            }
        }
    }
}
