package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.Choice;
import io.ringback.delivery.Adapters;
import io.ringback.delivery.MessageKind;
import io.ringback.engine.trial.Diagram;
import io.ringback.engine.trial.FileTrial;
import io.ringback.reach.DevicesLeft;
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
    private static final String INFORM = "INFORM";

    private final DecisionService decisions;
    private final Cases cases;
    private final Facts facts;
    private final Adapters adapters;
    private final DevicesLeft devices;

    TableConnectPolicy(DecisionService decisions, Cases cases, Facts facts, Adapters adapters, DevicesLeft devices) {
        this.devices = devices;
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
        return CONNECT.equals(reaction(running, Choice.CONNECT));
    }

    @Override
    public boolean takesLine(UUID caseId) {
        RunningCase running = cases.read(caseId);
        return !running.answeredInWords()
                && INFORM.equals(reaction(running, Choice.WRITE))
                && !devices.left(running, MessageKind.INFORMATION, running.callerId())
                        .inWriting()
                        .devices()
                        .isEmpty();
    }

    /** Null if the table does not decide. */
    private Object reaction(RunningCase running, Choice choice) {
        VariableMap variables = Variables.fromMap(facts.contact(running))
                .putValue("choice", choice.name())
                .putValue(FactsOnDemand.OFFER, facts.contactOnDemand(running));
        try {
            return decisions
                    .evaluateDecisionTableByKey(Diagram.CONNECT_OR_INFORM, variables)
                    .getSingleEntry();
        } catch (ProcessEngineException | DmnEngineException e) {
            // A table that cannot decide offers nothing; what the callee chooses all the same is shown to an operator.
            LOG.warn("Whether to offer {} cannot be decided: {}", choice, FileTrial.innermost(e));
            return null;
        }
    }
}
