package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.DeliveryReport;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What became of messages, whether the dispatcher saw it or a report came in from outside much later. A failure goes to
 * the case if the case still waits on that message; the diagram then tries the next medium.
 */
@Component
public class Deliveries implements DeliveryReport.Listener, EventHandler {

    private static final Map<MessageKind, CaseState> WAITS_ON = Map.of(
            MessageKind.QUESTION, CaseState.ASKING_CALLER,
            MessageKind.NOTIFICATION, CaseState.WAITING_FOR_CALLEE,
            MessageKind.CONNECTION, CaseState.CONNECTING,
            MessageKind.INFORMATION, CaseState.INFORMING_CALLER);

    private final Inbox inbox;
    private final SentMessages messages;
    private final Cases cases;
    private final CaseProcess process;
    private final Journal journal;
    private final TransactionTemplate transaction;

    Deliveries(
            Inbox inbox,
            SentMessages messages,
            Cases cases,
            CaseProcess process,
            Journal journal,
            TransactionTemplate transaction) {
        this.inbox = inbox;
        this.messages = messages;
        this.cases = cases;
        this.process = process;
        this.journal = journal;
        this.transaction = transaction;
    }

    @Override
    public void on(DeliveryReport report) {
        OutboundMessage message = report.message();
        if (report instanceof DeliveryReport.Failed failed) {
            failed("undelivered:" + message.id(), message.id(), failed.problem());
        } else if (message.kind() == MessageKind.INFORMATION) {
            inbox.receive(new InboundEvent(
                    "delivered:" + message.id(),
                    EventKind.DELIVERED,
                    message.caseId(),
                    Map.of("message", message.id().toString())));
        } else {
            transaction.executeWithoutResult(status -> noteSent(message));
        }
    }

    /**
     * A report from outside says that a message of ours was not delivered.
     *
     * @param eventId identifies the report for ever
     * @param problem for operators; holds no address
     */
    public void failed(String eventId, UUID messageId, String problem) {
        Optional<UUID> caseId = messages.find(messageId).map(OutboundMessage::caseId);
        inbox.receive(new InboundEvent(
                eventId,
                EventKind.DELIVERY_FAILED,
                caseId.orElse(null),
                Map.of("message", messageId.toString(), "problem", problem)));
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.DELIVERED || kind == EventKind.DELIVERY_FAILED;
    }

    @Override
    public Handling handle(InboundEvent event) {
        Optional<OutboundMessage> message = messages.find(UUID.fromString(event.get("message")));
        if (message.isEmpty()) {
            return Handling.LATE;
        }
        RunningCase matter = cases.lock(message.get().caseId()).orElseThrow();
        boolean waited = matter.state() == WAITS_ON.get(message.get().kind());
        if (event.kind() == EventKind.DELIVERED) {
            noteSent(message.get());
            return tellIf(waited, matter, CaseMessage.DELIVERED);
        }
        boolean news = messages.markFailed(message.get().id(), event.get("problem"));
        if (news) {
            write(message.get(), "FAILED", event.get("problem"));
        }
        return tellIf(waited && news, matter, CaseMessage.DELIVERY_FAILED);
    }

    private Handling tellIf(boolean waited, RunningCase matter, CaseMessage caseMessage) {
        if (waited) {
            process.tell(matter, caseMessage, Map.of());
        }
        return waited ? Handling.HANDLED : Handling.LATE;
    }

    private void noteSent(OutboundMessage message) {
        if (messages.markSent(message.id())) {
            write(message, "SENT", null);
        }
    }

    private void write(OutboundMessage message, String result, String detail) {
        journal.write(message.caseId(), Step.valueOf(message.kind().name()), message.medium(), result, detail);
    }
}
