package io.ringback.engine.trial;

import io.ringback.engine.trial.VirtualCase.SoFar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/** Lets virtual cases have their decisions made: each case becomes as many as the table can say. */
final class VirtualDecisions {

    private final Graph diagram;
    private final TablesAtHand tables;
    private final AskedLater asked;
    private final Evaluation evaluation;
    private final FileFindings findings;

    /** By decision and what was chosen before. */
    private final Map<List<Object>, List<Map<String, Object>>> facts = new HashMap<>();

    VirtualDecisions(
            Graph diagram, TablesAtHand tables, AskedLater asked, Evaluation evaluation, FileFindings findings) {
        this.diagram = diagram;
        this.tables = tables;
        this.asked = asked;
        this.evaluation = evaluation;
        this.findings = findings;
    }

    /** @param then takes the case with each thing that the table can say */
    void make(BusinessRuleTask task, VirtualCase one, Consumer<VirtualCase> then) {
        String table = task.getCamundaDecisionRef();
        List<FactsGiven> listeners = Expressions.listeners(task)
                .map(CamundaExecutionListener::getCamundaDelegateExpression)
                .flatMap(listener -> FactsGiven.by(listener).stream())
                .toList();
        Optional<TableContract> contract = TableContract.of(table);
        if (contract.filter(known -> !known.isOfDiagrams()).isPresent()) {
            findings.refuse(
                    task.getId(),
                    "The table " + table + " is asked for each message, and not by a diagram.",
                    "Delete the step, or let it ask another table.");
            return;
        }
        if (contract.isPresent() && listeners.stream().noneMatch(contract.get().asked()::contains)) {
            findings.refuse(
                    task.getId(),
                    "The table " + table + " would be asked without its facts.",
                    "Give the task the start listener ${"
                            + contract.get().asked().get(0).bean() + "}: see its template.");
            return;
        }
        if (contract.filter(TableContract.CONNECT_OR_INFORM::equals).isPresent()
                && !one.variables().containsKey("choice")) {
            findings.refuse(
                    task.getId(),
                    "The table " + table + " would be asked before the callee has chosen.",
                    "Let the message \"Contact means used\" come just before it.");
            return;
        }
        SoFar sofar = one.sofar();
        List<Object> chosen = new ArrayList<>();
        for (FactsGiven listener : listeners) {
            chosen.add(listener.chosen().map(one.variables()::get).orElse(FactsGiven.NONE));
            sofar = listener.chosen().isPresent() ? sofar.withReach(listener) : sofar;
        }
        VirtualCase before = one.with(sofar);
        facts.computeIfAbsent(List.of(task.getId(), chosen), unseen -> facts(task, listeners, chosen))
                .forEach(each -> make(task, before.with(each), contract, then));
    }

    /** All that the listeners can say that is asked for later. */
    private List<Map<String, Object>> facts(BusinessRuleTask task, List<FactsGiven> listeners, List<Object> chosen) {
        Combinations all = new Combinations(List.of());
        for (int place = 0; place < listeners.size(); place++) {
            for (List<Map<String, Object>> group : listeners
                    .get(place)
                    .combinations(List.of(chosen.get(place)))
                    .groups()) {
                all = all.and(group);
            }
        }
        return asked.toldApart(all.only(asked.from(task.getId())::contains)).stream()
                .distinct()
                .toList();
    }

    private void make(
            BusinessRuleTask task, VirtualCase one, Optional<TableContract> contract, Consumer<VirtualCase> then) {
        String table = task.getCamundaDecisionRef();
        List<Map<String, Object>> results;
        try {
            results = tables.results(table, one.variables());
        } catch (DmnEngineException e) {
            findings.refuse(
                    task.getId(), "The table " + table + " cannot decide: " + e.getMessage() + ".", "Correct it.");
            return;
        }
        if (contract.isEmpty() && results.size() != 1) {
            findings.refuse(
                    task.getId(),
                    "The table " + table + " gives " + results.size() + " results if "
                            + TableTrial.said(one.variables()) + ".",
                    "Let just one row decide, whatever the facts.");
            return;
        }
        String mapped = String.valueOf(task.getCamundaMapDecisionResult());
        boolean oneEntry = mapped.equals("singleEntry") || mapped.equals("collectEntries");
        if (oneEntry
                && task.getCamundaResultVariable() != null
                && results.stream().anyMatch(result -> result.size() > 1)) {
            findings.refuse(
                    task.getId(),
                    "The table " + table + " has more than one output, and " + mapped + " takes one only.",
                    "Take the result variable out, or map the decision result as singleResult.");
        }
        results.forEach(result -> say(task, one, contract, result, then));
        VirtualCase unknown = one.with(one.sofar().withUnknown());
        tables.unknownResults(table).forEach(result -> say(task, unknown, contract, result, then));
    }

    private void say(
            BusinessRuleTask task,
            VirtualCase one,
            Optional<TableContract> contract,
            Map<String, Object> result,
            Consumer<VirtualCase> then) {
        Map<String, Object> beside = new LinkedHashMap<>();
        beside.put("decisionResult", new VirtualDecision(result));
        VirtualCase told = one;
        if (task.getCamundaResultVariable() != null) {
            Map<String, Object> kept = new LinkedHashMap<>();
            kept.put(task.getCamundaResultVariable(), kept(task, result));
            told = one.with(kept);
        }
        evaluation
                .set(task.getId(), diagram.outputs(task), told, beside)
                .map(after -> after.with(noted(after.sofar(), contract, result, changed(one, after))))
                .ifPresent(then);
    }

    /** What is kept of a result in the task's result variable. */
    static Object kept(BusinessRuleTask task, Map<String, Object> result) {
        return switch (String.valueOf(task.getCamundaMapDecisionResult())) {
            case "singleEntry" -> result.values().iterator().next();
            case "singleResult" -> new VirtualDecision.Entries(result);
            case "collectEntries" ->
                new VirtualDecision(result)
                        .collectEntries(result.keySet().iterator().next());
            default -> new VirtualDecision(result).getResultList();
        };
    }

    private static Set<String> changed(VirtualCase before, VirtualCase after) {
        Set<String> changed = new HashSet<>(after.variables().keySet());
        changed.removeIf(name -> before.variables().containsKey(name)
                && Objects.equals(
                        before.variables().get(name), after.variables().get(name)));
        return changed;
    }

    private static SoFar noted(
            SoFar sofar, Optional<TableContract> contract, Map<String, Object> result, Set<String> changed) {
        if (contract.isEmpty()) {
            return sofar;
        }
        Object said = result.get(contract.get().output());
        return switch (contract.get()) {
            case CONSENT_POLICY -> sofar.withPolicy(String.valueOf(said));
            // Whatever the callee chose, nothing follows from it if the table says what nobody knows.
            case CONNECT_OR_INFORM ->
                contract.get().understands(contract.get().output(), said) ? sofar : sofar.withChoice("?");
            case CHOICE_OF_MEDIUM -> {
                SoFar chosen = sofar;
                if (sofar.reach() != null && sofar.reach().chosen().isPresent()) {
                    // The same medium again is another device, once the first has failed.
                    chosen = sofar.withCourse(
                            sofar.course().choosing(sofar.reach().chosen().get()));
                }
                for (String variable : changed) {
                    chosen = chosen.choosing(variable);
                }
                if (sofar.reach() == FactsGiven.ANOTHER_NOTIFICATION) {
                    // By the same medium, it would be another device.
                    chosen = chosen.choosing(Diagram.Variable.NOTIFICATION_MEDIUM);
                }
                yield chosen;
            }
            default -> sofar;
        };
    }
}
