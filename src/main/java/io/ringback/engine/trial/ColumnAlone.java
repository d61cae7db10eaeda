package io.ringback.engine.trial;

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

/**
 * One column of a table as a table of its own, with each different cell once. The engine answers it as it would answer the
 * whole, and need not be asked twice about the same facts: so 5,000 rows can be tried with 100,000 combinations in seconds.
 */
final class ColumnAlone {

    /** A cell that is no text is read anew by FEEL each time (docs/decisions/0006-plain-cells.md). */
    private static final long READ_ANEW = 20;

    private final DmnEngine engine;
    private final DmnDecision decision;
    private final Set<String> names = new LinkedHashSet<>();
    private final long effort;
    private final Map<List<Object>, List<Object>> answers = new HashMap<>();

    /**
     * @param decision the column, as the engine has read it
     * @param texts its cells and what it asks for
     */
    ColumnAlone(DmnEngine engine, DmnDecision decision, List<String> texts) {
        this.engine = engine;
        this.decision = decision;
        texts.forEach(text -> names.addAll(FactNames.in(text)));
        this.effort = texts.stream()
                .mapToLong(text -> text.startsWith("\"") ? 1 : READ_ANEW)
                .sum();
    }

    /** What it takes to ask it once, where a text takes one. */
    long effort() {
        return effort;
    }

    /** The facts that make a difference to it. */
    Set<String> names() {
        return names;
    }

    /**
     * What the engine answers with these facts: of conditions, the places, as texts, of those cells that fit; of results, what
     * each cell comes to.
     *
     * @throws DmnEngineException if it cannot
     */
    List<Object> answers(Map<String, Object> facts) {
        List<Object> seen = new ArrayList<>(names.size());
        names.forEach(name -> seen.add(facts.get(name)));
        return answers.computeIfAbsent(seen, unseen -> {
            Map<String, Object> known = new HashMap<>(facts);
            known.keySet().retainAll(names);
            DmnDecisionResult result = ask(known);
            List<Object> before = new ArrayList<>(result.size());
            // An empty cell gives no entry.
            result.forEach(
                    row -> before.add(row.containsKey(ColumnsAlone.ANSWER) ? row.getEntry(ColumnsAlone.ANSWER) : null));
            return before;
        });
    }

    /** A cell that cannot be read fails with whatever its language throws. */
    private DmnDecisionResult ask(Map<String, Object> facts) {
        try {
            return engine.evaluateDecision(decision, Variables.fromMap(facts).asVariableContext());
        } catch (DmnEngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DmnEngineException(FileTrial.innermost(e), e);
        }
    }
}
