package io.ringback.engine;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes away what is left of a process whose case has ended: other tokens of it, that wait for something of no use any more. */
@Component
class Remains {

    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

    private final RuntimeService runtime;
    private final TransactionTemplate apart;

    Remains(RuntimeService runtime, PlatformTransactionManager transactions) {
        this.runtime = runtime;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Does so once this transaction has committed: the engine still has the process in hand. */
    void sweepAfterCommit(String processInstanceId) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    sweep(processInstanceId);
                } catch (ProcessEngineException e) {
                    LOG.warn("What is left of process {} is taken away later: {}", processInstanceId, e.getMessage());
                }
            }
        });
    }

    void sweep(String processInstanceId) {
        apart.executeWithoutResult(status -> runtime.deleteProcessInstanceIfExists(
                processInstanceId, "The case has ended.", true, false, true, false));
    }
}
