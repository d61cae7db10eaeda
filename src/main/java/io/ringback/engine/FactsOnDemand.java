package io.ringback.engine;

import io.ringback.engine.trial.FactNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableInputImpl;
import org.camunda.bpm.dmn.engine.impl.DmnExpressionImpl;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Has facts looked up for whoever asks for them: for the table in force, whichever that is, as the engine is about to evaluate
 * it; and for the ways of a diagram that name them, beforehand. Where nobody asks, they cost nothing. Only its own classes say
 * what a table that the engine has in hand asks for, without another look into the database
 * (docs/decisions/0006-plain-cells.md).
 */
@Component
class FactsOnDemand {

    /** The variable that says which facts are offered: the case's id, or where there is no case in hand, the facts themselves. */
    static final String OFFER = "factsOffered";

    private final Supplier<CaseInHand> inHand;
    private final Map<String, Set<String>> namedByDiagram = new ConcurrentHashMap<>();
    private final Map<DmnDecision, Set<String>> namedByDecision = Collections.synchronizedMap(new WeakHashMap<>());

    FactsOnDemand(ObjectProvider<CaseInHand> inHand) {
        this.inHand = SingletonSupplier.of(inHand::getObject);
    }

    /** From now on tables that are asked in this transaction for the case can ask for these facts. */
    void offer(DelegateExecution execution, OfferedFacts facts) {
        inHand.get().offer(execution, facts);
        Facts.set(execution, OFFER, CaseInHand.idOf(execution).toString());
        Set<String> named =
                namedByDiagram.computeIfAbsent(execution.getProcessDefinitionId(), unseen -> namedBy(execution));
        facts.lookUp(named).forEach((name, fact) -> Facts.set(execution, name, fact));
    }

    /** Conditions, durations and mappings of a diagram see variables only. */
    private static Set<String> namedBy(DelegateExecution execution) {
        return FactNames.inExpressions(
                execution.getBpmnModelInstance().getDefinitions().getTextContent());
    }

    /** An engine of tables that sees what is offered beside the variables it is given. */
    DmnEngine before(DmnEngine tables) {
        return (DmnEngine) Proxy.newProxyInstance(
                DmnEngine.class.getClassLoader(), new Class<?>[] {DmnEngine.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments.length == 2
                            && arguments[0] instanceof DmnDecision decision
                            && arguments[1] instanceof VariableContext variables) {
                        arguments[1] = withOffered(decision, variables);
                    }
                    try {
                        return method.invoke(tables, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private VariableContext withOffered(DmnDecision decision, VariableContext variables) {
        TypedValue offer = variables.containsVariable(OFFER) ? variables.resolve(OFFER) : null;
        if (offer == null) {
            return variables;
        }
        OfferedFacts facts = offer.getValue() instanceof OfferedFacts given
                ? given
                : inHand.get().offered(UUID.fromString((String) offer.getValue()));
        return facts.beside(variables, namedByDecision.computeIfAbsent(decision, FactsOnDemand::namedBy));
    }

    /** All names in the columns and cells of a table and of those that it requires, in whatever language. */
    private static Set<String> namedBy(DmnDecision decision) {
        Set<String> names = new HashSet<>();
        decision.getRequiredDecisions().forEach(required -> names.addAll(namedBy(required)));
        if (decision.getDecisionLogic() instanceof DmnDecisionTableImpl table) {
            Stream.concat(
                            table.getInputs().stream().map(DmnDecisionTableInputImpl::getExpression),
                            table.getRules().stream()
                                    .flatMap(rule -> Stream.concat(
                                            rule.getConditions().stream(), rule.getConclusions().stream())))
                    .filter(Objects::nonNull)
                    .map(DmnExpressionImpl::getExpression)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(text -> names.addAll(FactNames.in(text)));
        }
        return names;
    }
}
