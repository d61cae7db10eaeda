package io.ringback.engine.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.instance.Output;

/** What the rows of a table say in one of its output columns. */
final class OutputColumn {

    private final DmnEngine engine;
    private final Output output;
    private final List<String> byRow;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, ColumnAlone> alone = new HashMap<>();
    private final ColumnAlone together;

    /**
     * @param byRow the cell of each row
     * @param together the column with each of {@link #different} cells once
     */
    OutputColumn(DmnEngine engine, Output output, List<String> byRow, ColumnAlone together) {
        this.engine = engine;
        this.output = output;
        this.byRow = byRow;
        this.together = together;
        different(byRow).forEach(cell -> places.put(cell, places.size()));
    }

    static List<String> different(List<String> byRow) {
        return byRow.stream().distinct().toList();
    }

    String name() {
        return output.getName() == null ? "" : output.getName();
    }

    Set<String> names() {
        return together.names();
    }

    /**
     * What the row says with these facts.
     *
     * @throws DmnEngineException if the engine cannot tell
     */
    Object at(int row, Map<String, Object> facts) {
        String cell = byRow.get(row);
        try {
            return together.answers(facts).get(places.get(cell));
        } catch (DmnEngineException e) {
            // Perhaps it is another row that cannot be told, and that does not decide with these facts.
            return alone.computeIfAbsent(cell, this::alone).answers(facts).get(0);
        }
    }

    private ColumnAlone alone(String cell) {
        return new ColumnsAlone().with(output, List.of(cell)).readBy(engine).get(0);
    }
}
