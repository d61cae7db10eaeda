package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Choice;
import io.ringback.delivery.Adapters;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.wording.ConnectPolicy;
import java.util.UUID;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the table connect-or-inform beforehand, so that the page offers what the diagram would then do. */
@Component
class TableConnectPolicy implements ConnectPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(TableConnectPolicy.class);
    private static final String CONNECT = "CONNECT";

    private final DecisionService decisions;
    private final Cases cases;
    private final Facts facts;
    private final Adapters adapters;

    TableConnectPolicy(DecisionService decisions, Cases cases, Facts facts, Adapters adapters) {
        this.adapters = adapters;
        this.decisions = decisions;
        this.cases = cases;
        this.facts = facts;
    }

    @Override
    public boolean offers(UUID caseId) {
        if (!adapters.isSwitchAvailable()) {
            // Whatever the table says, nobody is there to connect the two.
            return false;
        }
        RunningCase running = cases.read(caseId);
        if (running.deputyId().isPresent()) {
            // The caller has called the callee, and is connected with nobody else.
            return false;
        }
        VariableMap variables = Variables.fromMap(facts.contact(running))
                .putValue("choice", Choice.CONNECT.name())
                .putValue(FactsOnDemand.OFFER, facts.contactOnDemand(running));
        Object reaction;
        try {
            reaction = decisions
                    .evaluateDecisionTableByKey(Diagram.CONNECT_OR_INFORM, variables)
                    .getSingleEntry();
        } catch (ProcessEngineException | DmnEngineException e) {
            // A table that cannot decide offers nothing; what the callee chooses all the same is shown to an operator.
            LOG.warn("Whether to offer a connection cannot be decided: {}", FileTrial.innermost(e));
            return false;
        }
        return CONNECT.equals(reaction);
    }
}
