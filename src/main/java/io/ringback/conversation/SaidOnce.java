package io.ringback.conversation;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.database.KeysInOrder;
import io.ringback.database.Together;
import io.ringback.delivery.MessageKind;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.MessageInContext;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts what somebody says to a message into the inbox, as an event. One that acts on a session identifier takes its one use along. */
@Component
class SaidOnce {

    private final Inbox inbox;
    private final Together together;
    private final Cases cases;
    private final Grants granted;
    private final Clock clock;

    SaidOnce(Inbox inbox, Together together, Cases cases, Grants granted, Clock clock) {
        this.inbox = inbox;
        this.together = together;
        this.cases = cases;
        this.granted = granted;
        this.clock = clock;
    }

    /** An answer to a question, with its content. */
    Reception answer(String eventId, MessageInContext message, SessionIdentifier session, Map<String, String> answer) {
        return using(
                session,
                Purpose.ANSWER,
                message,
                message.kind() == MessageKind.TIME_QUESTION
                        ? new InboundEvent(
                                eventId,
                                EventKind.TIME_ANSWER,
                                message.caseId(),
                                TimeQuestions.content(!Answer.NO.name().equals(answer.get("answer"))))
                        : new InboundEvent(eventId, EventKind.ANSWER, message.caseId(), answer));
    }

    /** What was chosen of a notification's choices. */
    Reception choose(String eventId, MessageInContext message, SessionIdentifier session, Chosen chosen) {
        return using(
                session,
                Purpose.CONTACT,
                message,
                new InboundEvent(eventId, EventKind.CONTACT, message.caseId(), chosen.content()));
    }

    /** What is said about a message, and needs no session identifier. */
    Reception about(MessageInContext message, String eventId, EventKind kind) {
        return inbox.receive(new InboundEvent(
                eventId,
                kind,
                message.caseId(),
                Map.of("message", message.messageId().toString())));
    }

    /** A reply that comes to nothing, so that it is not read twice. */
    void unused(String eventId, UUID caseId, String reason) {
        inbox.receive(new InboundEvent(eventId, EventKind.UNUSED, caseId, Map.of("reason", reason)));
    }

    /** Received only with the session identifier's one use, and while the case waits for it. */
    Reception using(SessionIdentifier session, Purpose purpose, MessageInContext message, InboundEvent event) {
        CaseState awaitedIn =
                switch (purpose) {
                    case ANSWER ->
                        message.kind() == MessageKind.TIME_QUESTION
                                ? CaseState.WAITING_FOR_CALLEE
                                : CaseState.ASKING_CALLER;
                    case WITHDRAW -> CaseState.WAITING_FOR_CALLEE;
                    default -> MessageInContext.awaitedIn(message.kind());
                };
        return inbox.receive(
                event.with(SaidHandlers.MESSAGE, message.messageId().toString()), () -> !together.ask(
                                cases.locking(message.caseId()),
                                granted.useIn(message.caseId(), String.valueOf(awaitedIn), session, purpose))
                        .second()
                        .isEmpty());
    }

    static Receipt receipt(Reception reception) {
        return reception instanceof Reception.Stored stored && !stored.late() ? Receipt.ACCEPTED : Receipt.CLOSED;
    }

    /** What is said on a page has no id of its own; its session identifier lets it be said once. */
    String newId(String what) {
        return what + ":" + KeysInOrder.at(clock.instant());
    }
}
