package io.ringback.conversation;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.ContactView;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.QuestionView;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The conversation, each thing said an event in the inbox. An event that acts on a session identifier takes its one use along. */
@Service
class InboxConversation implements Conversation {

    private final MessagesInContext messages;
    private final Inbox inbox;
    private final ContactOptions options;
    private final Cases cases;
    private final Grants granted;
    private final SessionIdentifiers sessions;

    InboxConversation(
            MessagesInContext messages,
            Inbox inbox,
            ContactOptions options,
            Cases cases,
            Grants granted,
            SessionIdentifiers sessions) {
        this.messages = messages;
        this.inbox = inbox;
        this.options = options;
        this.cases = cases;
        this.granted = granted;
        this.sessions = sessions;
    }

    @Override
    public Optional<QuestionView> question(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.ANSWER)
                .filter(MessageInContext::isWaitedFor)
                .map(MessageInContext::question);
    }

    @Override
    public Optional<QuestionView> withdrawable(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.WITHDRAW)
                .filter(message -> message.state() == CaseState.WAITING_FOR_CALLEE)
                .map(MessageInContext::question);
    }

    @Override
    public Optional<ContactView> notice(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(MessageInContext::isWaitedFor)
                .map(options::viewOf);
    }

    @Override
    public Optional<Locale> unsubscribable(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(message -> message.reader().language());
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer) {
        Optional<MessageInContext> question = messages.actingOn(session, Purpose.ANSWER);
        Receipt receipt = question.map(message -> receipt(answer(newId("answer"), message, session, answer)))
                .orElse(Receipt.CLOSED);
        return new Answered(
                receipt,
                question.filter(message -> receipt == Receipt.ACCEPTED && answer != Answer.NO)
                        .map(message -> sessions.derive(message.messageId(), Purpose.WITHDRAW)));
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer) {
        return messages.of(messageId)
                .map(message -> receipt(answer(eventId, message, sessions.derive(messageId, Purpose.ANSWER), answer)))
                .orElse(Receipt.CLOSED);
    }

    private Reception answer(String eventId, MessageInContext message, SessionIdentifier session, Answer answer) {
        return using(
                session,
                Purpose.ANSWER,
                message,
                new InboundEvent(eventId, EventKind.ANSWER, message.caseId(), Map.of("answer", answer.name())));
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.WITHDRAW)
                .map(message -> receipt(using(
                        session,
                        Purpose.WITHDRAW,
                        message,
                        new InboundEvent(newId("withdrawal"), EventKind.WITHDRAWAL, message.caseId(), Map.of()))))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        return messages.actingOn(session, Purpose.CONTACT)
                .map(message -> receipt(
                        choose(newId("contact"), message, session, Chosen.of(options.viewOf(message), choice, device))))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice) {
        SessionIdentifier session = sessions.derive(messageId, Purpose.CONTACT);
        Chosen chosen = messages.actingOn(session, Purpose.CONTACT)
                .map(message -> Chosen.of(options.viewOf(message), choice, Optional.of(message.deviceId())))
                // Nothing can be chosen, but perhaps this is what was.
                .orElseGet(() -> new Chosen(choice, Optional.empty()));
        return messages.of(messageId)
                .map(message -> receipt(choose(eventId, message, session, chosen)))
                .orElse(Receipt.CLOSED);
    }

    private Reception choose(String eventId, MessageInContext message, SessionIdentifier session, Chosen chosen) {
        return using(
                session,
                Purpose.CONTACT,
                message,
                new InboundEvent(eventId, EventKind.CONTACT, message.caseId(), chosen.content()));
    }

    @Override
    public Receipt unsubscribe(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(message -> receipt(about(message, newId("unsubscribed"), EventKind.STOP)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public void optOut(String eventId, UUID messageId) {
        messages.of(messageId).ifPresent(message -> about(message, eventId, EventKind.OPT_OUT));
    }

    @Override
    public void complainAbout(String eventId, UUID messageId) {
        messages.of(messageId).ifPresent(message -> about(message, eventId, EventKind.COMPLAINT));
    }

    @Override
    public Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word) {
        Optional<MessageInContext> open = messages.actingOn(session, Purpose.ANSWER)
                .or(() -> messages.actingOn(session, Purpose.CONTACT))
                .filter(message -> message.address().equals(from));
        if (open.isPresent() && !word.answers(open.get().kind())) {
            unused(eventId, open.get().caseId(), "no word we understand");
            return Receipt.CLOSED;
        }
        Reception reception =
                open.map(message -> reply(eventId, message, session, word)).orElseGet(Reception.Refused::new);
        return reception instanceof Reception.Refused ? tooLate(eventId, session, from) : receipt(reception);
    }

    @Override
    public Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word) {
        Optional<Purpose> purpose = messages.of(messageId)
                .map(message -> message.kind() == MessageKind.NOTIFICATION ? Purpose.CONTACT : Purpose.ANSWER);
        if (purpose.isEmpty()) {
            unused(eventId, null, "a reply to a message that is not known");
            return Receipt.CLOSED;
        }
        return reply(eventId, sessions.derive(messageId, purpose.get()), from, word);
    }

    private Reception reply(String eventId, MessageInContext message, SessionIdentifier session, ReplyWord word) {
        if (word == ReplyWord.STOP) {
            return about(message, eventId, EventKind.STOP);
        }
        return message.kind() == MessageKind.NOTIFICATION
                ? choose(eventId, message, session, Chosen.of(options.viewOf(message), word.choice(), Optional.empty()))
                : answer(eventId, message, session, word.answer());
    }

    /** A reply that fits no open case: recorded, and answered once if it comes from the person we wrote to. */
    private Receipt tooLate(String eventId, SessionIdentifier session, Address from) {
        messages.everActingOn(session)
                .filter(message -> message.address().equals(from))
                .ifPresentOrElse(
                        message -> about(message, eventId, EventKind.LATE_REPLY),
                        () -> unused(eventId, null, "a reply from a stranger"));
        return Receipt.CLOSED;
    }

    private void unused(String eventId, UUID caseId, String reason) {
        inbox.receive(new InboundEvent(eventId, EventKind.UNUSED, caseId, Map.of("reason", reason)));
    }

    private Reception about(MessageInContext message, String eventId, EventKind kind) {
        return inbox.receive(new InboundEvent(
                eventId,
                kind,
                message.caseId(),
                Map.of("message", message.messageId().toString())));
    }

    private Reception using(SessionIdentifier session, Purpose purpose, MessageInContext message, InboundEvent event) {
        CaseState awaitedIn = purpose == Purpose.WITHDRAW
                ? CaseState.WAITING_FOR_CALLEE
                : MessageInContext.awaitedIn(message.kind());
        return inbox.receive(
                event,
                () -> cases.lock(message.caseId())
                                .filter(running -> running.state() == awaitedIn)
                                .isPresent()
                        && granted.use(session, purpose));
    }

    private static Receipt receipt(Reception reception) {
        return reception instanceof Reception.Stored stored && !stored.late() ? Receipt.ACCEPTED : Receipt.CLOSED;
    }

    /** What is said on a page has no id of its own; its session identifier lets it be said once. */
    private static String newId(String what) {
        return what + ":" + UUID.randomUUID();
    }
}
