package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes from the switch how a connection ended (S51-S57). */
@Component
public class Connections implements EventHandler {

    /** How it ended. */
    public enum Ending {
        CONNECTED,
        CALLEE_NO_ANSWER,
        CALLER_NO_ANSWER,
        FAILED
    }

    /** What happens on the way, for the journal. */
    public enum Progress {
        CALLEE_RINGING,
        CALLEE_ANSWERED,
        ANNOUNCEMENT,
        CALLER_RINGING,
        CALLER_ANSWERED,
        CONNECTED,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Inbox inbox;
    private final Cases cases;
    private final CaseProcess process;
    private final Journal journal;
    private final TransactionTemplate apart;

    Connections(
            Inbox inbox, Cases cases, CaseProcess process, Journal journal, PlatformTransactionManager transactions) {
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.inbox = inbox;
        this.cases = cases;
        this.process = process;
        this.journal = journal;
    }

    /**
     * Notes in the case's journal how far a connection of it has come, also when the case has ended. A connection does not
     * fail for want of a line: what cannot be noted is logged.
     *
     * @param detail for operators, such as how long the call took, or null; holds no address
     */
    public void progressed(UUID caseId, Progress progress, String detail) {
        try {
            apart.executeWithoutResult(status -> note(caseId, progress, detail));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "That the connection of case {} has come to {} could not be noted: {}",
                    caseId,
                    progress,
                    e.toString());
        }
    }

    /**
     * Notes the same with other things, in the caller's transaction.
     *
     * @throws DataAccessException if it cannot be noted, now or when the transaction ends
     */
    public void note(UUID caseId, Progress progress, String detail) {
        journal.write(caseId, Step.CONNECTION_PROGRESS, Medium.VOICE, progress.name(), detail);
    }

    /**
     * A connection of the case ended.
     *
     * @param eventId identifies this ending for ever
     */
    public void ended(String eventId, UUID caseId, Ending ending) {
        inbox.receive(new InboundEvent(
                "connection:" + eventId, EventKind.CONNECTION_OUTCOME, caseId, Map.of("ending", ending.name())));
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.CONNECTION_OUTCOME;
    }

    @Override
    public Handling handle(InboundEvent event) {
        RunningCase running = cases.lock(event.caseId()).orElseThrow();
        if (running.state() != CaseState.CONNECTING) {
            journal.write(running.id(), Step.TOO_LATE, Step.CONNECTION.name());
            return Handling.LATE;
        }
        String ending = Ending.valueOf(event.get("ending")).name();
        journal.write(running.id(), Step.CONNECTION, Medium.VOICE, ending, null);
        if (ending.equals(Ending.CALLER_NO_ANSWER.name())) {
            cases.callReturned(running.id());
        }
        process.tell(running, CaseMessage.CONNECTION_OUTCOME, Map.of("connection", ending));
        return Handling.HANDLED;
    }
}
