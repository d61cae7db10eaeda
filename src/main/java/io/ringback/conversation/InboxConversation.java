package io.ringback.conversation;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.ContactMeans;
import io.ringback.cases.OneLine;
import io.ringback.cases.WhyCalled;
import io.ringback.database.KeysInOrder;
import io.ringback.database.Together;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.directory.Preferences;
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
import io.ringback.wording.LineView;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.QuestionView;
import io.ringback.wording.WordingInForce;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** The conversation, each thing said an event in the inbox. An event that acts on a session identifier takes its one use along. */
@Service
class InboxConversation implements Conversation {

    private static final String DAYS = String.valueOf(Preferences.DAYS);

    private final MessagesInContext messages;
    private final Inbox inbox;
    private final ContactOptions options;
    private final Together together;
    private final Cases cases;
    private final Grants granted;
    private final SessionIdentifiers sessions;
    private final SentMessages sent;
    private final Settled settled;
    private final CalleeSeen calleeSeen;
    private final WordingInForce wording;
    private final CallLater later;
    private final SayWhy sayWhy;
    private final Clock clock;

    InboxConversation(
            MessagesInContext messages,
            Inbox inbox,
            ContactOptions options,
            Together together,
            Cases cases,
            Grants granted,
            SessionIdentifiers sessions,
            SentMessages sent,
            Settled settled,
            CalleeSeen calleeSeen,
            WordingInForce wording,
            CallLater later,
            SayWhy sayWhy,
            Clock clock) {
        this.messages = messages;
        this.inbox = inbox;
        this.options = options;
        this.together = together;
        this.cases = cases;
        this.granted = granted;
        this.sessions = sessions;
        this.sent = sent;
        this.settled = settled;
        this.calleeSeen = calleeSeen;
        this.wording = wording;
        this.later = later;
        this.sayWhy = sayWhy;
        this.clock = clock;
    }

    @Override
    public Optional<QuestionView> question(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.ANSWER)
                .filter(MessageInContext::isWaitedFor)
                .map(sayWhy::onPage);
    }

    @Override
    public Optional<QuestionView> withdrawable(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.WITHDRAW)
                .filter(message -> message.state() == CaseState.WAITING_FOR_CALLEE)
                .map(MessageInContext::question);
    }

    @Override
    public Optional<Notice> notice(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(MessageInContext::isWaitedFor)
                .map(message -> {
                    ContactView view = options.onPage(message);
                    return new Notice(
                            view, calleeSeen.mayBeSeen(message.reader().seen()), later.offered(message, view));
                });
    }

    @Override
    public Optional<Ended> ended(SessionIdentifier session) {
        return messages.everActingOn(session)
                .filter(message -> message.state() == CaseState.ENDED || message.turn() == MessageInContext.Turn.PAST)
                .map(message -> new Ended(
                        message.reader().language(),
                        cases.outcome(message.caseId())
                                .map(outcome -> Ended.How.of(
                                        outcome,
                                        message,
                                        cases.read(message.caseId()).answeredInWords()))
                                .orElse(Ended.How.RETURNED)));
    }

    @Override
    public Optional<Locale> unsubscribable(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(message -> message.reader().language());
    }

    @Override
    public Optional<SettledView> settled(SessionIdentifier session) {
        return settled.view(session);
    }

    @Override
    public Receipt takeBack(SessionIdentifier session) {
        return settled.message(session)
                .map(message -> receipt(about(message, newId("taken-back"), EventKind.TAKEN_BACK)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Answered notToBeSeen(SessionIdentifier session) {
        Optional<MessageInContext> notice = messages.actingOn(session, Purpose.CONTACT);
        return new Answered(
                notice.map(message -> receipt(about(message, newId("not-to-be-seen"), EventKind.NOT_TO_BE_SEEN)))
                        .orElse(Receipt.CLOSED),
                Optional.empty(),
                notice.map(message -> message.reader().language()));
    }

    @Override
    public Answered callAt(SessionIdentifier session, String when, Optional<UUID> device) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(MessageInContext::isWaitedFor)
                .map(message -> new Answered(
                        receipt(inbox.receive(
                                later.named(newId("time"), message, options.viewOf(message), when, device))),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer, WhyCalled why) {
        return answer(session, said(answer), answer == Answer.NO ? WhyCalled.UNSAID : why, answer != Answer.NO);
    }

    @Override
    public Answered alwaysForSomeDays(SessionIdentifier session, WhyCalled why) {
        // Who reads the event and knows nothing of days takes it for this once.
        return answer(session, Map.of("answer", Answer.YES.name(), SaidHandlers.DAYS, DAYS), why, true);
    }

    private Answered answer(SessionIdentifier session, Map<String, String> said, WhyCalled why, boolean withdrawable) {
        Optional<MessageInContext> question = messages.actingOn(session, Purpose.ANSWER);
        Receipt receipt = question.map(
                        message -> receipt(answer(newId("answer"), message, session, sayWhy.with(said, why, message))))
                .orElse(Receipt.CLOSED);
        return new Answered(
                receipt,
                question.filter(message -> receipt == Receipt.ACCEPTED && withdrawable)
                        .map(message -> sessions.derive(message.messageId(), Purpose.WITHDRAW)),
                question.map(message -> message.reader().language()));
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, WhyCalled why) {
        return answer(eventId, messageId, answer == Answer.NO ? said(answer) : SayWhy.with(said(answer), why));
    }

    @Override
    public Receipt saidNothing(String eventId, UUID messageId) {
        // Who reads the event and knows nothing of silence takes it for a no.
        return answer(eventId, messageId, Map.of("answer", Answer.NO.name(), SaidHandlers.SILENT, "true"));
    }

    private Receipt answer(String eventId, UUID messageId, Map<String, String> answer) {
        return messages.of(messageId)
                .map(message -> receipt(answer(eventId, message, sessions.derive(messageId, Purpose.ANSWER), answer)))
                .orElse(Receipt.CLOSED);
    }

    private Reception answer(
            String eventId, MessageInContext message, SessionIdentifier session, Map<String, String> answer) {
        return using(
                session,
                Purpose.ANSWER,
                message,
                new InboundEvent(eventId, EventKind.ANSWER, message.caseId(), answer));
    }

    private static Map<String, String> said(Answer answer) {
        return Map.of("answer", answer.name());
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.WITHDRAW)
                .map(message -> withdraw(newId("withdrawal"), message, session))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt withdraw(String eventId, UUID messageId) {
        return messages.of(messageId)
                .map(message -> withdraw(eventId, message, sessions.derive(messageId, Purpose.WITHDRAW)))
                .orElse(Receipt.CLOSED);
    }

    private Receipt withdraw(String eventId, MessageInContext message, SessionIdentifier session) {
        return receipt(using(
                session,
                Purpose.WITHDRAW,
                message,
                new InboundEvent(eventId, EventKind.WITHDRAWAL, message.caseId(), Map.of())));
    }

    @Override
    public Answered choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        return messages.actingOn(session, Purpose.CONTACT)
                .map(message -> new Answered(
                        receipt(choose(
                                newId("contact"),
                                message,
                                session,
                                Chosen.of(options.viewOf(message), choice, device, ContactMeans.PAGE))),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Answered write(SessionIdentifier session, OneLine line) {
        return messages.actingOn(session, Purpose.CONTACT)
                .map(message -> new Answered(
                        receipt(choose(
                                newId("contact"), message, session, Chosen.writing(options.onPage(message), line))),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Optional<LineView> answerable(SessionIdentifier session) {
        return answering(session).map(message -> message.lineToReader(wording));
    }

    private Optional<MessageInContext> answering(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.LINE)
                .filter(message -> message.line().isPresent());
    }

    @Override
    public Answered writeBack(SessionIdentifier session, OneLine line) {
        return answering(session)
                .map(message -> new Answered(
                        receipt(inbox.receive(
                                new InboundEvent(
                                        newId("answered-back"),
                                        EventKind.ANSWERED_BACK,
                                        message.caseId(),
                                        Map.of(InboundEvent.LINE, line.text())),
                                () -> cases.lock(message.caseId()).isPresent() && granted.use(session, Purpose.LINE))),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Answered blockForSomeDays(SessionIdentifier session) {
        // Who reads the event and knows nothing of days takes it for this once.
        return messages.actingOn(session, Purpose.CONTACT)
                .map(message -> new Answered(
                        receipt(using(
                                session,
                                Purpose.CONTACT,
                                message,
                                new InboundEvent(
                                        newId("contact"),
                                        EventKind.CONTACT,
                                        message.caseId(),
                                        Map.of("choice", Choice.NOT_NOW.name(), SaidHandlers.DAYS, DAYS)))),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice) {
        return choose(eventId, messageId, choice, MessageInContext::deviceId);
    }

    @Override
    public Receipt choose(String eventId, UUID messageId, Choice choice, UUID device) {
        return choose(eventId, messageId, choice, message -> device);
    }

    @Override
    public Receipt callIn(String eventId, UUID messageId, Duration in) {
        // A key of its own, as the time is another one when it is pressed again.
        return messages.actingOn(sessions.derive(messageId, Purpose.CONTACT), Purpose.CONTACT)
                .filter(MessageInContext::isWaitedFor)
                .map(message -> inbox.receive(later.keyed(eventId + ":time", message, options.viewOf(message), in)))
                .filter(reception -> !(reception instanceof Reception.Stored stored) || !stored.late())
                .map(reception -> Receipt.ACCEPTED)
                .orElse(Receipt.CLOSED);
    }

    private Receipt choose(String eventId, UUID messageId, Choice choice, Function<MessageInContext, UUID> deviceOf) {
        SessionIdentifier session = sessions.derive(messageId, Purpose.CONTACT);
        Chosen chosen = messages.actingOn(session, Purpose.CONTACT)
                .map(message -> Chosen.of(
                        options.viewOf(message), choice, Optional.of(deviceOf.apply(message)), ContactMeans.KEY))
                // Nothing can be chosen, but perhaps this is what was.
                .orElseGet(() -> new Chosen(choice, Optional.empty(), Optional.of(ContactMeans.KEY)));
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
        messages.toItsReader(messageId).ifPresent(message -> about(message, eventId, EventKind.OPT_OUT));
    }

    @Override
    public void complainAbout(String eventId, UUID messageId) {
        messages.toItsReader(messageId).ifPresent(message -> about(message, eventId, EventKind.COMPLAINT));
    }

    @Override
    public Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word, MailThread thread) {
        if (word == ReplyWord.STOP) {
            return stop(eventId, messages.everActingOn(session), from);
        }
        Optional<MessageInContext> open = messages.actingOn(session, Purpose.ANSWER)
                .or(() -> messages.actingOn(session, Purpose.CONTACT))
                .filter(message -> message.address().equals(from));
        if (open.isPresent() && !word.answers(open.get().kind())) {
            askBack(eventId, open.get(), thread, AskedBack.Why.NOT_UNDERSTOOD);
            return Receipt.CLOSED;
        }
        Reception reception =
                open.map(message -> reply(eventId, message, session, word)).orElseGet(Reception.Refused::new);
        return reception instanceof Reception.Refused ? tooLate(eventId, session, from) : receipt(reception);
    }

    @Override
    public Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        return aboutLetter(
                eventId, messageId, from, word, (letter, session) -> reply(eventId, session, from, word, thread));
    }

    @Override
    public Receipt replyWithTime(
            String eventId, SessionIdentifier session, Address from, SpokenTime when, MailThread thread) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(message -> message.address().equals(from) && message.isWaitedFor())
                .flatMap(message -> later.replied(eventId, message, options.viewOf(message), when))
                .map(event -> receipt(inbox.receive(event)))
                .orElseGet(() -> reply(eventId, session, from, ReplyWord.NONE, thread));
    }

    @Override
    public Receipt replyWithTime(String eventId, UUID messageId, Address from, SpokenTime when, MailThread thread) {
        return aboutLetter(
                eventId,
                messageId,
                from,
                ReplyWord.NONE,
                (letter, session) -> replyWithTime(eventId, session, from, when, thread));
    }

    @Override
    public Receipt replyWithoutProof(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        return aboutLetter(eventId, messageId, from, word, (letter, session) -> {
            boolean open = messages.actingOn(session, purposeOf(letter)).isPresent();
            if (!open || !letter.address().equals(from)) {
                return tooLate(eventId, session, from);
            }
            askBack(eventId, letter, thread, AskedBack.Why.NOT_PROVEN);
            return Receipt.CLOSED;
        });
    }

    /** The letter that the reply names, or the one that this asked back about, and its session. */
    private Receipt aboutLetter(
            String eventId,
            UUID messageId,
            Address from,
            ReplyWord word,
            BiFunction<MessageInContext, SessionIdentifier, Receipt> effect) {
        Optional<MessageInContext> message = messages.toItsReader(
                sent.askedBack(messageId).map(AskedBack::letter).orElse(messageId));
        if (message.isEmpty()) {
            unused(eventId, null, "a reply to a message that is not known");
            return Receipt.CLOSED;
        }
        if (word == ReplyWord.STOP) {
            return stop(eventId, message, from);
        }
        return effect.apply(message.get(), sessions.derive(message.get().messageId(), purposeOf(message.get())));
    }

    private static Purpose purposeOf(MessageInContext letter) {
        return letter.kind() == MessageKind.NOTIFICATION ? Purpose.CONTACT : Purpose.ANSWER;
    }

    /** Any letter of ours can be answered with STOP, however long ago its case has ended. */
    private Receipt stop(String eventId, Optional<MessageInContext> written, Address from) {
        Optional<MessageInContext> message =
                written.filter(letter -> letter.address().equals(from));
        if (message.isEmpty()) {
            unused(eventId, null, "a reply from a stranger");
            return Receipt.CLOSED;
        }
        return receipt(about(message.get(), eventId, EventKind.STOP));
    }

    /** Texts are asked back where they are read, as there it is to be found out first which message was meant. */
    private void askBack(String eventId, MessageInContext message, MailThread thread, AskedBack.Why why) {
        if (message.medium() != Medium.EMAIL) {
            unused(eventId, message.caseId(), "no word we understand");
            return;
        }
        inbox.receive(new InboundEvent(
                eventId,
                EventKind.NOT_UNDERSTOOD,
                message.caseId(),
                Map.of(
                        "message", message.messageId().toString(),
                        "inReplyTo", thread.inReplyTo(),
                        "references", thread.references(),
                        "why", why.name())));
    }

    private Reception reply(String eventId, MessageInContext message, SessionIdentifier session, ReplyWord word) {
        return message.kind() == MessageKind.NOTIFICATION
                ? choose(
                        eventId,
                        message,
                        session,
                        Chosen.of(options.viewOf(message), word.choice(), Optional.empty(), ContactMeans.REPLY))
                : answer(eventId, message, session, said(word.answer()));
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
        CaseState awaitedIn =
                switch (purpose) {
                    case ANSWER -> CaseState.ASKING_CALLER;
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

    private static Receipt receipt(Reception reception) {
        return reception instanceof Reception.Stored stored && !stored.late() ? Receipt.ACCEPTED : Receipt.CLOSED;
    }

    /** What is said on a page has no id of its own; its session identifier lets it be said once. */
    private String newId(String what) {
        return what + ":" + KeysInOrder.at(clock.instant());
    }
}
