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

    /** @param byRow the cell of each row */
    OutputColumn(DmnEngine engine, Output output, List<String> byRow) {
        this.engine = engine;
        this.output = output;
        this.byRow = byRow;
        List<String> different = byRow.stream().distinct().toList();
        for (int place = 0; place < different.size(); place++) {
            places.put(different.get(place), place);
        }
        this.together = ColumnAlone.of(engine, output, different);
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
            return alone.computeIfAbsent(cell, one -> ColumnAlone.of(engine, output, List.of(one)))
                    .answers(facts)
                    .get(0);
        }
    }
}
