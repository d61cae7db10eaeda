package io.ringback.engine;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.conversation.Correspondence;
import io.ringback.web.operations.EngineDesk.Incident;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The step at which a case waits for an operator. Its job fails the first time, on purpose: that is the incident Cockpit
 * shows. "Retry" there runs it again, and the case goes on to choose a medium as if nothing had failed before.
 */
@Component("sendAgain")
class SendAgain implements JavaDelegate {

    private final CaseInHand inHand;
    private final Correspondence correspondence;
    private final ManagementService management;
    private final Journal journal;
    private final TransactionTemplate apart;

    SendAgain(
            CaseInHand inHand,
            Correspondence correspondence,
            ManagementService management,
            Journal journal,
            PlatformTransactionManager transactions) {
        this.inHand = inHand;
        this.correspondence = correspondence;
        this.management = management;
        this.journal = journal;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public void execute(DelegateExecution execution) {
        boolean operatorRetries = management
                        .createJobQuery()
                        .processInstanceId(execution.getProcessInstanceId())
                        .withException()
                        .count()
                > 0;
        if (operatorRetries) {
            correspondence.forgetFailures(inHand.running(execution));
            return;
        }
        apart.executeWithoutResult(status -> journal.write(CaseInHand.idOf(execution), Step.OPERATOR_NEEDED, null));
        throw new NothingLeftToTry(correspondence.failures(inHand.running(execution)));
    }

    /** Speaks to the operator who reads it on the desk or in Cockpit: the cause first. */
    static final class NothingLeftToTry extends RuntimeException {

        private static final String NO_DEVICE = "The person has no device that a message could go to now.";
        private static final String MEND =
                Incident.ADVICE + " (mail server, address in the directory), then have it sent"
                        + " again: \"Send again\" on the desk, or \"Increment Number of Retries\" in Cockpit.";

        NothingLeftToTry(List<String> failures) {
            super((failures.isEmpty() ? NO_DEVICE : String.join(" ", failures)) + " " + MEND);
        }
    }
}
