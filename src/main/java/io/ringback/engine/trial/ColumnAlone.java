package io.ringback.engine.trial;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;

/**
 * One column of a table as a table of its own, with each different cell once. The engine answers it as it would answer the
 * whole, and need not be asked twice about the same facts: so 5,000 rows can be tried with 100,000 combinations in seconds.
 */
final class ColumnAlone {

    private static final String ANSWER = "answer";

    private final DmnEngine engine;
    private final DmnDecision decision;
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<List<Object>, List<Object>> answers = new HashMap<>();

    private ColumnAlone(DmnEngine engine, String expression, List<String> cells, String xml) {
        this.engine = engine;
        cells.forEach(cell -> names.addAll(FactNames.in(cell)));
        names.addAll(FactNames.in(expression));
        this.decision = engine.parseDecision("column", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers with the places, as texts, of those of {@code cells} that fit. */
    static ColumnAlone of(DmnEngine engine, Input input, List<String> cells) {
        InputExpression expression = input.getInputExpression();
        String text = expression == null || expression.getText() == null
                ? ""
                : expression.getText().getTextContent();
        StringBuilder xml = new StringBuilder("<input id=\"in\"")
                .append(attribute("camunda:inputVariable", input.getCamundaInputVariable()))
                .append("><inputExpression id=\"expression\"")
                .append(attribute("typeRef", expression == null ? null : expression.getTypeRef()))
                .append(attribute("expressionLanguage", expression == null ? null : expression.getExpressionLanguage()))
                .append("><text>")
                .append(escaped(text))
                .append("</text></inputExpression></input><output id=\"out\" name=\"answer\" typeRef=\"string\"/>");
        for (int place = 0; place < cells.size(); place++) {
            xml.append("<rule id=\"row")
                    .append(xml.length())
                    .append("\"><inputEntry id=\"if")
                    .append(xml.length())
                    .append("\"><text>")
                    .append(escaped(cells.get(place)))
                    .append("</text></inputEntry>")
                    .append(outputEntry("\"" + place + "\"", xml.length()))
                    .append("</rule>");
        }
        return new ColumnAlone(engine, text, cells, table(xml));
    }

    /** Answers with what each of {@code cells} comes to. */
    static ColumnAlone of(DmnEngine engine, Output output, List<String> cells) {
        StringBuilder xml = new StringBuilder("<output id=\"out\" name=\"answer\"")
                .append(attribute("typeRef", output.getTypeRef()))
                .append("/>");
        for (String cell : cells) {
            xml.append("<rule id=\"row")
                    .append(xml.length())
                    .append("\">")
                    .append(outputEntry(cell, xml.length()))
                    .append("</rule>");
        }
        return new ColumnAlone(engine, "", cells, table(xml));
    }

    private static String outputEntry(String cell, int number) {
        return "<outputEntry id=\"then" + number + "\"><text>" + escaped(cell) + "</text></outputEntry>";
    }

    private static String table(CharSequence content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""
                + " xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"alone\" name=\"alone\" namespace=\"urn:alone\">"
                + "<decision id=\"column\" name=\"column\"><decisionTable id=\"table\" hitPolicy=\"COLLECT\">" + content
                + "</decisionTable></decision></definitions>";
    }

    private static String attribute(String name, String value) {
        return value == null ? "" : " " + name + "=\"" + escaped(value).replace("\"", "&quot;") + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The facts that make a difference to it. */
    Set<String> names() {
        return names;
    }

    /**
     * What the engine answers with these facts.
     *
     * @throws DmnEngineException if it cannot
     */
    List<Object> answers(Map<String, Object> facts) {
        List<Object> seen = new ArrayList<>(names.size());
        names.forEach(name -> seen.add(facts.get(name)));
        return answers.computeIfAbsent(seen, unseen -> {
            Map<String, Object> known = new HashMap<>(facts);
            known.keySet().retainAll(names);
            DmnDecisionResult result =
                    engine.evaluateDecision(decision, Variables.fromMap(known).asVariableContext());
            List<Object> before = new ArrayList<>(result.size());
            // An empty cell gives no entry.
            result.forEach(row -> before.add(row.containsKey(ANSWER) ? row.getEntry(ANSWER) : null));
            return before;
        });
    }
}
