package io.ringback.engine;

import io.ringback.engine.trial.FactNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Has facts looked up by whoever asks for them: by the table in force, whichever that is, while the engine evaluates it; and
 * for the ways of a diagram that name them, beforehand. Where nobody asks, they cost nothing.
 */
@Component
class FactsOnDemand {

    /** The variable that says which facts are offered: the case's id, or where there is no case in hand, the facts themselves. */
    static final String OFFER = "factsOffered";

    private final ObjectProvider<CaseInHand> inHand;
    private final Map<String, Set<String>> namedByDiagram = new ConcurrentHashMap<>();

    FactsOnDemand(ObjectProvider<CaseInHand> inHand) {
        this.inHand = inHand;
    }

    /** From now on tables that are asked in this transaction for the case can ask for these facts. */
    void offer(DelegateExecution execution, OfferedFacts facts) {
        inHand.getObject().offer(execution, facts);
        Facts.set(execution, OFFER, CaseInHand.idOf(execution).toString());
        Set<String> named =
                namedByDiagram.computeIfAbsent(execution.getProcessDefinitionId(), unseen -> namedBy(execution));
        facts.names().stream().filter(named::contains).forEach(name -> Facts.set(execution, name, facts.lookUp(name)));
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
                    if (arguments != null && arguments[arguments.length - 1] instanceof VariableContext variables) {
                        arguments[arguments.length - 1] = withOffered(variables);
                    }
                    try {
                        return method.invoke(tables, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private VariableContext withOffered(VariableContext variables) {
        TypedValue offer = variables.containsVariable(OFFER) ? variables.resolve(OFFER) : null;
        if (offer == null) {
            return variables;
        }
        OfferedFacts facts = offer.getValue() instanceof OfferedFacts given
                ? given
                : inHand.getObject().offered(UUID.fromString((String) offer.getValue()));
        return facts.beside(variables);
    }
}
