package io.ringback.engine;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.failedcall.FailedCall;
import io.ringback.reach.DevicesLeft.Reach;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the steps of one transaction know of their case, so that each need not ask the database again. It is forgotten when
 * the transaction ends, and nothing of it is stored in the engine.
 */
@Component
class CaseInHand {

    private static final class Known {
        private FailedCall call;
        private Pair pair;
        private RunningCase running;
        private MessageKind purpose;
        private Reach reach = new Reach(List.of(), false, Optional.empty());
    }

    private final Cases cases;

    CaseInHand(Cases cases) {
        this.cases = cases;
    }

    /** The case id, which is the instance's business key. */
    static UUID idOf(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    /** The case is about this call. */
    void take(UUID caseId, FailedCall call) {
        known(caseId).call = call;
    }

    /** The case is locked by this transaction and stands like this. */
    void take(RunningCase running) {
        known(running.id()).running = running;
    }

    void take(DelegateExecution execution, Pair pair) {
        known(idOf(execution)).pair = pair;
    }

    /** How the person can be reached to whom the case's message of this purpose goes, looked up once. */
    Reach reach(DelegateExecution execution, MessageKind purpose, Supplier<Reach> lookUp) {
        Known known = known(idOf(execution));
        if (known.purpose != purpose) {
            known.purpose = purpose;
            known.reach = lookUp.get();
        }
        return known.reach;
    }

    /** The call that began the case in this transaction; null in later ones. */
    FailedCall call(DelegateExecution execution) {
        return known(idOf(execution)).call;
    }

    Pair pair(DelegateExecution execution) {
        return known(idOf(execution)).pair;
    }

    /** The case, from its row if this transaction has not read it yet. */
    RunningCase running(DelegateExecution execution) {
        UUID caseId = idOf(execution);
        Known known = known(caseId);
        if (known.running == null) {
            known.running = cases.read(caseId);
        }
        return known.running;
    }

    /** The best device left of the medium that a decision table chose. */
    Device device(DelegateExecution execution, String mediumVariable) {
        Medium chosen = Medium.valueOf((String) execution.getVariable(mediumVariable));
        return known(idOf(execution)).reach.devices().stream()
                .filter(device -> device.messageMedium() == chosen)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The table choice-of-medium chose " + chosen
                        + ", but no device of that medium is left. Correct the rule: look at the ...Left inputs."));
    }

    /** When the quiet hours end in which the person is to whom the case's message goes; empty if in none. */
    Optional<Instant> quietUntil(DelegateExecution execution) {
        return known(idOf(execution)).reach.quietUntil();
    }

    private Known known(UUID caseId) {
        InHand inHand = (InHand) TransactionSynchronizationManager.getResource(this);
        if (inHand == null) {
            inHand = new InHand();
            TransactionSynchronizationManager.bindResource(this, inHand);
            TransactionSynchronizationManager.registerSynchronization(inHand);
        }
        return inHand.cases.computeIfAbsent(caseId, id -> new Known());
    }

    private final class InHand implements TransactionSynchronization {
        private final Map<UUID, Known> cases = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CaseInHand.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CaseInHand.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(CaseInHand.this);
        }
    }
}
