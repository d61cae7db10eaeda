package io.ringback.engine.trial;

import io.ringback.inbox.NeedsMending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedOutput;

/**
 * Looks at each answer of a table before the diagram follows it, and stops where it does not say one thing that the diagram
 * knows. A table that was tried never gets here; one that was deployed around the trial does.
 */
public final class DecidedTables implements DmnDecisionTableEvaluationListener {

    /** Speaks to the operator: names the table, what it was asked, and how to mend it. It holds no address. */
    static final class Undecided extends DmnEngineException implements NeedsMending {
        private static final long serialVersionUID = 1;

        Undecided(String table, String problem, DmnDecisionTableEvaluationEvent asked) {
            super("The table " + table + " " + problem + " if " + said(asked)
                    + ", so nobody is written to. Correct the table and deploy it at /operations/diagrams; the case then goes"
                    + " on by itself, or when its job is retried.");
        }

        private static String said(DmnDecisionTableEvaluationEvent asked) {
            Map<String, Object> facts = new TreeMap<>();
            asked.getInputs()
                    .forEach(input -> facts.put(
                            String.valueOf(input.getName()),
                            String.valueOf(
                                    input.getValue() == null
                                            ? null
                                            : input.getValue().getValue())));
            return TableTrial.said(facts);
        }
    }

    /** Whether it is one of the tables that the diagram relies on. */
    public static boolean looksAt(DmnDecisionTableEvaluationEvent asked) {
        return TableContract.of(asked.getDecisionTable().getKey()).isPresent();
    }

    @Override
    public void notify(DmnDecisionTableEvaluationEvent asked) {
        TableContract.of(asked.getDecisionTable().getKey()).ifPresent(contract -> check(contract, asked));
    }

    private static void check(TableContract contract, DmnDecisionTableEvaluationEvent asked) {
        List<DmnEvaluatedDecisionRule> rules = asked.getMatchingRules();
        if (rules.size() != 1) {
            throw new Undecided(
                    contract.decision(),
                    rules.isEmpty()
                            ? "says nothing"
                            : "says more than one thing (rows "
                                    + rules.stream()
                                            .map(DmnEvaluatedDecisionRule::getId)
                                            .collect(Collectors.joining(", "))
                                    + ")",
                    asked);
        }
        Optional<DmnEvaluatedOutput> output = rules.get(0).getOutputEntries().values().stream()
                .filter(one -> contract.output().equals(one.getOutputName()))
                .findFirst();
        Object said = output.map(DmnEvaluatedOutput::getValue)
                .map(value -> value.getValue())
                .orElse(null);
        if (!contract.understands(contract.output(), said)) {
            throw new Undecided(
                    contract.decision(),
                    "says " + contract.output() + " = " + said + " in its row "
                            + rules.get(0).getId() + ", which is not " + contract.whatToWrite(contract.output()) + ",",
                    asked);
        }
    }
}
