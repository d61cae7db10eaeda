package io.ringback.engine;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.Cases;
import io.ringback.cases.Outcome;
import io.ringback.cases.RunningCase;
import io.ringback.engine.WaitingInstance.Told;
import io.ringback.engine.trial.Diagram;
import io.ringback.failedcall.FailedCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The process of a case as an instance of the diagram, found by its process instance id (docs/design.md, decision 8). */
@Component
class CamundaCaseProcess implements CaseProcess {

    private static final Logger LOG = LoggerFactory.getLogger(CamundaCaseProcess.class);

    /** Of the one message by which the engine tells that a variable and a fact have one name. */
    private static final String MIXED = "Cannot set transient variable";

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final InstanceMessages messages;
    private final StandingAnswers answers;
    private final CaseInHand inHand;
    private final Cases cases;
    private final TransactionTemplate apart;

    CamundaCaseProcess(
            RuntimeService runtime,
            RepositoryService repository,
            InstanceMessages messages,
            StandingAnswers answers,
            CaseInHand inHand,
            Cases cases,
            PlatformTransactionManager transactions) {
        this.repository = repository;
        this.messages = messages;
        this.answers = answers;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.runtime = runtime;
        this.inHand = inHand;
        this.cases = cases;
    }

    @Override
    public void start(UUID caseId, FailedCall call) {
        inHand.take(caseId, call);
        runtime.createMessageCorrelation(CaseMessage.CALL_FAILED.inDiagram())
                .processDefinitionId(inForce())
                .processInstanceBusinessKey(caseId.toString())
                .correlateStartMessage();
    }

    /** By its id, because when somebody deletes the last version the engine forgets which message starts the one before. */
    private String inForce() {
        return answers.to(Diagram.PROCESS, this::latestVersion);
    }

    private String latestVersion() {
        ProcessDefinition latest = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(Diagram.PROCESS)
                .latestVersion()
                .singleResult();
        if (latest == null) {
            throw new IllegalStateException("No diagram \"" + Diagram.PROCESS
                    + "\" is in force any more: somebody has deleted it. Deploy it at /operations/diagrams.");
        }
        return latest.getId();
    }

    @Override
    public void tell(RunningCase to, CaseMessage message, Map<String, ?> facts) {
        inHand.take(to);
        Map<String, Object> variables = new HashMap<>();
        facts.forEach((name, fact) -> variables.put(name, Facts.transiently(fact)));
        Told told;
        try {
            told = messages.tell(to.processInstanceId(), message.inDiagram(), variables);
        } catch (ProcessEngineException e) {
            // Only then, as whatever else fails may have locked the engine's rows already.
            if (String.valueOf(e.getMessage()).contains(MIXED)) {
                forgetWritten(to, facts.keySet());
            }
            throw e;
        }
        switch (told) {
            case TOLD -> {}
            case SUSPENDED -> throw new CaseSuspended(to.id());
            case NOT_WAITING -> throw new CaseNotWaiting(to.id(), message);
        }
    }

    /**
     * A variable that somebody wrote in Cockpit under the name of a fact keeps the fact out, as the engine refuses to mix the two:
     * without it, the next try succeeds.
     */
    private void forgetWritten(RunningCase of, Set<String> facts) {
        try {
            apart.executeWithoutResult(status -> runtime.removeVariables(of.processInstanceId(), facts));
        } catch (ProcessEngineException e) {
            LOG.debug("What somebody may have written into case {} could not be removed", of.id(), e);
        }
    }

    @Override
    public boolean waitsFor(RunningCase running, CaseMessage message) {
        return runtime.createExecutionQuery()
                        .processInstanceId(running.processInstanceId())
                        .messageEventSubscriptionName(message.inDiagram())
                        .count()
                > 0;
    }

    @Override
    public boolean hears(RunningCase running, CaseMessage message) {
        ProcessInstance instance = runtime.createProcessInstanceQuery()
                .processInstanceId(running.processInstanceId())
                .singleResult();
        return instance != null
                && repository
                        .getBpmnModelInstance(instance.getProcessDefinitionId())
                        .getModelElementsByType(Message.class)
                        .stream()
                        .anyMatch(known -> message.inDiagram().equals(known.getName()));
    }

    @Override
    public void end(RunningCase running, Outcome outcome, String reason) {
        cases.end(running.id(), outcome, reason);
        inHand.ended(running.id());
        runtime.deleteProcessInstanceIfExists(running.processInstanceId(), reason, true, false, true, false);
    }
}
