package io.ringback.engine.trial;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;

/** The columns of a table, each as a table of its own. The engine reads all of them from one file. */
final class ColumnsAlone {

    static final String ANSWER = "answer";

    private final StringBuilder xml = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                    + "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\""
                    + " xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"alone\" name=\"alone\" namespace=\"urn:alone\">");
    private final List<List<String>> texts = new ArrayList<>();

    /** Adds a column that answers with the places, as texts, of those of {@code cells} that fit. */
    ColumnsAlone with(Input input, List<String> cells) {
        InputExpression expression = input.getInputExpression();
        String text = expression == null || expression.getText() == null
                ? ""
                : expression.getText().getTextContent();
        begin(cells, text);
        xml.append("<input")
                .append(id("in"))
                .append(attribute("camunda:inputVariable", input.getCamundaInputVariable()))
                .append("><inputExpression")
                .append(id("expression"))
                .append(attribute("typeRef", expression == null ? null : expression.getTypeRef()))
                .append(attribute("expressionLanguage", expression == null ? null : expression.getExpressionLanguage()))
                .append("><text>")
                .append(escaped(text))
                .append("</text></inputExpression></input>");
        output("string");
        for (int place = 0; place < cells.size(); place++) {
            xml.append("<rule").append(id("row")).append("><inputEntry").append(id("if"));
            xml.append("><text>").append(escaped(cells.get(place))).append("</text></inputEntry>");
            result("\"" + place + "\"");
        }
        return end();
    }

    /** Adds a column that answers with what each of {@code cells} comes to. */
    ColumnsAlone with(Output output, List<String> cells) {
        begin(cells, "");
        output(output.getTypeRef());
        for (String cell : cells) {
            xml.append("<rule").append(id("row")).append(">");
            result(cell);
        }
        return end();
    }

    /**
     * The columns in the order in which they were added.
     *
     * @throws DmnEngineException if the engine cannot read one
     */
    List<ColumnAlone> readBy(DmnEngine engine) {
        if (texts.isEmpty()) {
            return List.of();
        }
        byte[] file = (xml + "</definitions>").getBytes(StandardCharsets.UTF_8);
        Map<String, DmnDecision> byId = engine.parseDecisions(TableReader.read(file)).stream()
                .collect(Collectors.toMap(DmnDecision::getKey, Function.identity()));
        List<ColumnAlone> columns = new ArrayList<>();
        for (int column = 0; column < texts.size(); column++) {
            columns.add(new ColumnAlone(engine, byId.get(key(column)), texts.get(column)));
        }
        return columns;
    }

    private static String key(int column) {
        return "column" + column;
    }

    private void begin(List<String> cells, String asksFor) {
        String key = key(texts.size());
        xml.append("<decision id=\"").append(key).append("\" name=\"").append(key);
        xml.append("\"><decisionTable").append(id("table")).append(" hitPolicy=\"COLLECT\">");
        List<String> all = new ArrayList<>(cells);
        all.add(asksFor);
        texts.add(all);
    }

    private void output(String type) {
        xml.append("<output").append(id("out")).append(attribute("name", ANSWER));
        xml.append(attribute("typeRef", type)).append("/>");
    }

    private void result(String cell) {
        xml.append("<outputEntry").append(id("then")).append("><text>").append(escaped(cell));
        xml.append("</text></outputEntry></rule>");
    }

    private ColumnsAlone end() {
        xml.append("</decisionTable></decision>");
        return this;
    }

    /** An id that nothing else has. */
    private String id(String kind) {
        return " id=\"" + kind + xml.length() + "\"";
    }

    private static String attribute(String name, String value) {
        return value == null ? "" : " " + name + "=\"" + escaped(value).replace("\"", "&quot;") + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
