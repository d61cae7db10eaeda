package io.ringback.cases;

import io.ringback.failedcall.FailedCall;
import java.util.Map;
import java.util.UUID;

/** The process of a case, as the rest of Ringback sees it. Calls take part in the caller's transaction. */
public interface CaseProcess {

    /**
     * Starts the diagram for a failed call and runs it to its first wait.
     *
     * @throws RuntimeException if the diagram in force cannot run; the transaction must then be rolled back
     */
    void start(UUID caseId, FailedCall call);

    /**
     * Tells a running case something. The process is to be in a state that waits for it: the caller has locked the case
     * ({@link Cases#lock}) and seen its state.
     *
     * @param facts what the diagram's next gateways and tables may look at; they are not kept
     * @throws CaseNotWaiting if the process does not wait for this message now
     * @throws CaseSuspended if an operator has suspended the process
     */
    void tell(RunningCase to, CaseMessage message, Map<String, ?> facts);

    /** Whether the token of a case stands where {@code message} is caught. */
    boolean waitsFor(RunningCase running, CaseMessage message);

    /** Whether the diagram of a case catches {@code message} anywhere. */
    boolean hears(RunningCase running, CaseMessage message);

    /**
     * Ends a case at once and takes its process away, wherever its token stands: for a wish that the diagram has no way for
     * just there. The caller has locked the case.
     */
    void end(RunningCase running, Outcome outcome, String reason);

    /** The case does not wait for the message now; trying again later may help. */
    class CaseNotWaiting extends RuntimeException {
        public CaseNotWaiting(UUID caseId, CaseMessage message) {
            super("Case " + caseId + " does not wait for \"" + message.inDiagram() + "\" now.");
        }
    }

    /** An operator keeps the case as it is; trying again helps once it is activated. */
    class CaseSuspended extends RuntimeException {
        public CaseSuspended(UUID caseId) {
            super("Case " + caseId + " is suspended: activate its process instance in Cockpit, and it is told.");
        }
    }
}
