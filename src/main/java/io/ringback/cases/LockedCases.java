package io.ringback.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The cases that this transaction has locked, as they stand: nobody else can change them before it ends, so it need not read them
 * again until it changes them itself.
 */
final class LockedCases {

    /** The case, if this transaction has locked it and not changed it since. */
    Optional<RunningCase> find(UUID caseId) {
        InHand inHand = (InHand) TransactionSynchronizationManager.getResource(this);
        return inHand == null ? Optional.empty() : Optional.ofNullable(inHand.cases.get(caseId));
    }

    /** This transaction has just locked the case. Without one, the lock is gone already. */
    RunningCase keep(RunningCase locked) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            InHand inHand = (InHand) TransactionSynchronizationManager.getResource(this);
            if (inHand == null) {
                inHand = new InHand();
                TransactionSynchronizationManager.bindResource(this, inHand);
                TransactionSynchronizationManager.registerSynchronization(inHand);
            }
            inHand.cases.put(locked.id(), locked);
        }
        return locked;
    }

    /** This transaction changes the case. */
    void changes(UUID caseId) {
        InHand inHand = (InHand) TransactionSynchronizationManager.getResource(this);
        if (inHand != null) {
            inHand.cases.remove(caseId);
        }
    }

    private final class InHand implements TransactionSynchronization {
        private final Map<UUID, RunningCase> cases = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(LockedCases.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(LockedCases.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(LockedCases.this);
        }
    }
}
