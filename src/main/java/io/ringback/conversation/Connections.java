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
import org.springframework.stereotype.Component;

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

    private final Inbox inbox;
    private final Cases cases;
    private final CaseProcess process;
    private final Journal journal;

    Connections(Inbox inbox, Cases cases, CaseProcess process, Journal journal) {
        this.inbox = inbox;
        this.cases = cases;
        this.process = process;
        this.journal = journal;
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
        RunningCase matter = cases.lock(event.caseId()).orElseThrow();
        if (matter.state() != CaseState.CONNECTING) {
            journal.write(matter.id(), Step.TOO_LATE, Step.CONNECTION.name());
            return Handling.LATE;
        }
        String ending = Ending.valueOf(event.get("ending")).name();
        journal.write(matter.id(), Step.CONNECTION, Medium.VOICE, ending, null);
        process.tell(matter, CaseMessage.CONNECTION_OUTCOME, Map.of("connection", ending));
        return Handling.HANDLED;
    }
}
