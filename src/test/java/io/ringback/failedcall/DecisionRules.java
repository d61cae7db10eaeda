package io.ringback.failedcall;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The rules of a decision table, first to last, with the sentence that its analyst wrote beside each. */
record DecisionRules(List<Row> rows) {

    /**
     * A rule.
     *
     * @param cells what has to hold, by the name of the column; without the empty ones
     * @param outcome the first thing that comes of it
     * @param sentence what it says
     */
    record Row(Map<String, String> cells, String outcome, String sentence) {}

    static DecisionRules of(Path file) {
        try {
            Document table =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            List<String> names = elements(table.getDocumentElement(), "input").stream()
                    .map(input -> input.getAttribute("label"))
                    .toList();
            List<Row> rows = new ArrayList<>();
            for (Element rule : elements(table.getDocumentElement(), "rule")) {
                Map<String, String> cells = new LinkedHashMap<>();
                List<Element> entries = elements(rule, "inputEntry");
                for (int place = 0; place < entries.size(); place++) {
                    String cell = entries.get(place).getTextContent().strip();
                    if (!cell.isEmpty()) {
                        cells.put(names.get(place), cell);
                    }
                }
                rows.add(new Row(
                        cells,
                        elements(rule, "outputEntry").get(0).getTextContent().strip(),
                        elements(rule, "description").get(0).getTextContent().strip()));
            }
            return new DecisionRules(rows);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file + " is no decision table", e);
        }
    }

    private static List<Element> elements(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(place -> (Element) found.item(place))
                .toList();
    }

    /** What comes of it where no other rule holds; empty if there is no such rule. */
    Optional<String> otherwise() {
        return rows.stream()
                .filter(row -> row.cells().isEmpty())
                .map(Row::outcome)
                .findFirst();
    }

    /** What the rules say that name this value in that column. */
    List<String> thatName(String column, String value) {
        return rows.stream()
                .filter(row -> row.cells().getOrDefault(column, "").contains('"' + value + '"'))
                .map(Row::sentence)
                .toList();
    }

    /** What the rules say that may hold with these facts, up to the one that needs no others. */
    List<String> firstOf(Map<String, String> facts) {
        List<String> sentences = new ArrayList<>();
        for (Row row : rows) {
            boolean fits = facts.entrySet().stream()
                    .allMatch(fact -> !row.cells().containsKey(fact.getKey())
                            || row.cells().get(fact.getKey()).contains('"' + fact.getValue() + '"'));
            if (fits) {
                sentences.add(row.sentence());
                if (facts.keySet().containsAll(row.cells().keySet())) {
                    return sentences;
                }
            }
        }
        return sentences;
    }
}
