package io.ringback.conversation;

import io.ringback.cases.CaseState;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.reach.OptOuts;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.ContactView;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.QuestionView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The conversation, each thing said an event in the inbox. */
@Service
class InboxConversation implements Conversation, Replies {

    private final MessagesInContext matters;
    private final Inbox inbox;
    private final Directory directory;
    private final ContactOptions options;
    private final OptOuts optOuts;
    private final SessionIdentifiers sessions;
    private final Journal journal;
    private final TransactionTemplate transaction;

    InboxConversation(
            MessagesInContext matters,
            Inbox inbox,
            Directory directory,
            ContactOptions options,
            OptOuts optOuts,
            SessionIdentifiers sessions,
            Journal journal,
            TransactionTemplate transaction) {
        this.matters = matters;
        this.inbox = inbox;
        this.directory = directory;
        this.options = options;
        this.optOuts = optOuts;
        this.sessions = sessions;
        this.journal = journal;
        this.transaction = transaction;
    }

    @Override
    public Optional<QuestionView> question(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.ANSWER).map(MessageInContext::question);
    }

    @Override
    public Optional<QuestionView> withdrawable(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.WITHDRAW)
                .filter(matter -> matter.state() == CaseState.WAITING_FOR_CALLEE)
                .map(MessageInContext::question);
    }

    @Override
    public Optional<ContactView> notice(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.CONTACT).map(options::viewOf);
    }

    @Override
    public Optional<Locale> unsubscribable(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(matter -> matter.reader().language());
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer) {
        Optional<MessageInContext> matter = matters.actingOn(session, Purpose.ANSWER);
        Receipt receipt = matter.map(found -> receive(
                        newId("answer"),
                        EventKind.ANSWER,
                        found,
                        Map.of("answer", answer.name()),
                        session,
                        Purpose.ANSWER))
                .orElse(Receipt.CLOSED);
        return new Answered(
                receipt,
                matter.filter(found -> receipt == Receipt.ACCEPTED && answer != Answer.NO)
                        .map(found -> sessions.derive(found.messageId(), Purpose.WITHDRAW)));
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.WITHDRAW)
                .map(matter ->
                        receive(newId("withdrawal"), EventKind.WITHDRAWAL, matter, Map.of(), session, Purpose.WITHDRAW))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        return matters.actingOn(session, Purpose.CONTACT)
                .map(matter -> receive(
                        newId("contact"),
                        EventKind.CONTACT,
                        matter,
                        contact(options.viewOf(matter), choice, device),
                        session,
                        Purpose.CONTACT))
                .orElse(Receipt.CLOSED);
    }

    private static Map<String, String> contact(ContactView offered, Choice choice, Optional<UUID> device) {
        if (choice == Choice.CONNECT && !offered.canConnect()) {
            throw new IllegalArgumentException("Connecting is not offered at the moment.");
        }
        Map<String, String> content = new LinkedHashMap<>();
        content.put("choice", choice.name());
        if (choice == Choice.CONNECT || choice == Choice.INFORM) {
            List<UUID> possible = offered.devices().stream()
                    .filter(one -> choice == Choice.INFORM || one.callable())
                    .map(ContactView.DeviceChoice::id)
                    .toList();
            UUID chosen = device.orElseGet(() -> possible.get(0));
            if (!possible.contains(chosen)) {
                throw new IllegalArgumentException("The device is not one of yours that can be used for this.");
            }
            content.put("device", chosen.toString());
        }
        return content;
    }

    @Override
    public Receipt unsubscribe(SessionIdentifier session) {
        return matters.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(matter -> {
                    transaction.executeWithoutResult(status -> {
                        directory.setNever(matter.reader().id(), true);
                        journal.write(
                                matter.caseId(),
                                Step.UNSUBSCRIBED,
                                matter.kind().name());
                    });
                    declineAll(newId("unsubscribed"), matter.reader().id());
                    return Receipt.ACCEPTED;
                })
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word) {
        return matters.actingOn(session, Purpose.ANSWER)
                .or(() -> matters.actingOn(session, Purpose.CONTACT))
                .filter(matter -> matter.address().equals(from))
                .map(matter -> act(eventId, matter, session, word))
                .orElseGet(() -> tooLate(eventId, session, from));
    }

    @Override
    public Receipt reply(String eventId, UUID messageId, ReplyWord word) {
        return acting(messageId, Purpose.ANSWER, eventId, word)
                .or(() -> acting(messageId, Purpose.CONTACT, eventId, word))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer) {
        return matters.of(messageId)
                .map(matter -> receive(
                        eventId,
                        EventKind.ANSWER,
                        matter,
                        Map.of("answer", answer.name()),
                        sessions.derive(messageId, Purpose.ANSWER),
                        Purpose.ANSWER))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice) {
        SessionIdentifier session = sessions.derive(messageId, Purpose.CONTACT);
        Map<String, String> chosen = matters.actingOn(session, Purpose.CONTACT)
                .map(matter -> contact(options.viewOf(matter), choice, Optional.of(matter.deviceId())))
                // Nothing can be chosen, but perhaps this is what was.
                .orElseGet(() -> Map.of("choice", choice.name()));
        return matters.of(messageId)
                .map(matter -> receive(eventId, EventKind.CONTACT, matter, chosen, session, Purpose.CONTACT))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public void optOut(String eventId, UUID messageId) {
        matters.of(messageId).ifPresent(matter -> {
            transaction.executeWithoutResult(status -> {
                if (optOuts.add(matter.address(), OptOuts.VOICE)) {
                    journal.write(matter.caseId(), Step.UNSUBSCRIBED, matter.medium(), "KEY", null);
                }
            });
            declineAll(eventId, matter.reader().id());
        });
    }

    private Optional<Receipt> acting(UUID messageId, Purpose purpose, String eventId, ReplyWord word) {
        SessionIdentifier session = sessions.derive(messageId, purpose);
        return matters.actingOn(session, purpose).map(matter -> act(eventId, matter, session, word));
    }

    private Receipt act(String eventId, MessageInContext matter, SessionIdentifier session, ReplyWord word) {
        if (word == ReplyWord.NONE) {
            return ignored(eventId, matter, "no word we understand");
        }
        Receipt receipt =
                switch (matter.kind()) {
                    case QUESTION, OFFER ->
                        receive(
                                eventId,
                                EventKind.ANSWER,
                                matter,
                                Map.of("answer", answerIn(word).name()),
                                session,
                                Purpose.ANSWER);
                    case NOTIFICATION ->
                        receive(
                                eventId,
                                EventKind.CONTACT,
                                matter,
                                contact(options.viewOf(matter), choiceIn(word), Optional.empty()),
                                session,
                                Purpose.CONTACT);
                    default -> ignored(eventId, matter, "nothing was asked");
                };
        // After the reply itself, which then is known when it comes again.
        if (word == ReplyWord.STOP) {
            unsubscribe(sessions.derive(matter.messageId(), Purpose.UNSUBSCRIBE));
        }
        return receipt;
    }

    @Override
    public void replyTooLate(String eventId, UUID messageId) {
        matters.of(messageId).ifPresent(matter -> late(eventId, matter));
    }

    @Override
    public void stop(String eventId, UUID personId) {
        directory.setNever(personId, true);
        declineAll(eventId, personId);
    }

    private void declineAll(String eventId, UUID personId) {
        matters.waitingFor(personId).forEach(messageId -> reply(eventId + ":" + messageId, messageId, ReplyWord.NO));
    }

    private static Answer answerIn(ReplyWord word) {
        return switch (word) {
            case YES -> Answer.YES;
            case ALWAYS -> Answer.ALWAYS;
            default -> Answer.NO;
        };
    }

    private static Choice choiceIn(ReplyWord word) {
        return word == ReplyWord.YES || word == ReplyWord.ALWAYS ? Choice.INFORM : Choice.NOT_NOW;
    }

    /** A reply that fits no open matter: recorded, and answered once if it comes from the person we wrote to. */
    private Receipt tooLate(String eventId, SessionIdentifier session, Address from) {
        Optional<MessageInContext> once =
                matters.everActingOn(session).filter(matter -> matter.address().equals(from));
        once.ifPresentOrElse(
                matter -> late(eventId, matter),
                () -> inbox.receive(new InboundEvent(
                        eventId, EventKind.UNUSED, null, Map.of("reason", "a reply from a stranger"))));
        return Receipt.CLOSED;
    }

    private void late(String eventId, MessageInContext matter) {
        inbox.receive(new InboundEvent(
                eventId,
                EventKind.LATE_REPLY,
                matter.caseId(),
                Map.of("message", matter.messageId().toString())));
    }

    private Receipt ignored(String eventId, MessageInContext matter, String reason) {
        inbox.receive(new InboundEvent(eventId, EventKind.UNUSED, matter.caseId(), Map.of("reason", reason)));
        return Receipt.CLOSED;
    }

    private Receipt receive(
            String eventId,
            EventKind kind,
            MessageInContext matter,
            Map<String, String> content,
            SessionIdentifier session,
            Purpose purpose) {
        Reception reception = inbox.receive(
                new InboundEvent(eventId, kind, matter.caseId(), content), () -> matters.use(session, purpose));
        return reception instanceof Reception.Stored stored && !stored.late() ? Receipt.ACCEPTED : Receipt.CLOSED;
    }

    /** What is said on a page has no id of its own; its session identifier lets it be said once. */
    private static String newId(String what) {
        return what + ":" + UUID.randomUUID();
    }
}
