package io.ringback.conversation;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.ContactMeans;
import io.ringback.cases.OneLine;
import io.ringback.cases.SpokenReason;
import io.ringback.cases.WhyCalled;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
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
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** The conversation, each thing said an event in the inbox. */
@Service
class InboxConversation implements Conversation {

    private static final String DAYS = String.valueOf(Preferences.DAYS);

    private final MessagesInContext messages;
    private final Inbox inbox;
    private final ContactOptions options;
    private final Cases cases;
    private final Grants granted;
    private final SessionIdentifiers sessions;
    private final Settled settled;
    private final CalleeSeen calleeSeen;
    private final WordingInForce wording;
    private final CallLater later;
    private final SayWhy sayWhy;
    private final SaidOnce said;
    private final WrittenReplies written;

    InboxConversation(
            MessagesInContext messages,
            Inbox inbox,
            ContactOptions options,
            Cases cases,
            Grants granted,
            SessionIdentifiers sessions,
            Settled settled,
            CalleeSeen calleeSeen,
            WordingInForce wording,
            CallLater later,
            SayWhy sayWhy,
            SaidOnce said,
            WrittenReplies written) {
        this.messages = messages;
        this.inbox = inbox;
        this.options = options;
        this.cases = cases;
        this.granted = granted;
        this.sessions = sessions;
        this.settled = settled;
        this.calleeSeen = calleeSeen;
        this.wording = wording;
        this.later = later;
        this.sayWhy = sayWhy;
        this.said = said;
        this.written = written;
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
                            view,
                            calleeSeen.mayBeSeen(message.reader().seen()),
                            later.offered(message, view),
                            Settled.isAboutReader(message),
                            message.reader().alwaysToldUntil());
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
                                .orElseGet(() -> goesOn(message.caseId()))));
    }

    /** How the matter stands for who was written to before the two changed roles. */
    private Ended.How goesOn(UUID caseId) {
        return cases.read(caseId).callerIsToBeRung() ? Ended.How.INFORMED : Ended.How.RETURNED;
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
                .map(message -> SaidOnce.receipt(said.about(message, said.newId("taken-back"), EventKind.TAKEN_BACK)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Answered alwaysTell(SessionIdentifier session) {
        return answered(
                messages.actingOn(session, Purpose.CONTACT)
                        .filter(MessageInContext::isWaitedFor)
                        .filter(Settled::isAboutReader),
                notice -> said.about(notice, said.newId("always-tell"), EventKind.ALWAYS_TELL));
    }

    @Override
    public Answered notToBeSeen(SessionIdentifier session) {
        return answered(
                messages.actingOn(session, Purpose.CONTACT),
                notice -> said.about(notice, said.newId("not-to-be-seen"), EventKind.NOT_TO_BE_SEEN));
    }

    @Override
    public Answered callAt(SessionIdentifier session, String when, Optional<UUID> device) {
        return answered(
                messages.actingOn(session, Purpose.CONTACT).filter(MessageInContext::isWaitedFor),
                message ->
                        inbox.receive(later.named(said.newId("time"), message, options.viewOf(message), when, device)));
    }

    @Override
    public Answered callWhenBothCan(SessionIdentifier session, Optional<UUID> device) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(MessageInContext::isWaitedFor)
                .map(message -> new Answered(
                        later.namedForBoth(said.newId("time-for-both"), message, options.viewOf(message), device),
                        Optional.empty(),
                        Optional.of(message.reader().language())))
                .orElse(Answered.CLOSED);
    }

    @Override
    public Answered answer(SessionIdentifier session, Answer answer, WhyCalled why) {
        return answer(session, answer, content(answer), answer == Answer.NO ? WhyCalled.UNSAID : why);
    }

    @Override
    public Answered alwaysForSomeDays(SessionIdentifier session, WhyCalled why) {
        // Who reads the event and knows nothing of days takes it for this once.
        return answer(session, Answer.ALWAYS, Map.of("answer", Answer.YES.name(), SaidHandlers.DAYS, DAYS), why);
    }

    @Override
    public Answered alwaysForThisCallee(SessionIdentifier session, WhyCalled why) {
        return answer(
                session, Answer.ALWAYS, Map.of("answer", Answer.YES.name(), SaidHandlers.DAYS_FOR_CALLEE, DAYS), why);
    }

    private Answered answer(SessionIdentifier session, Answer given, Map<String, String> answer, WhyCalled why) {
        Optional<MessageInContext> question = messages.actingOn(session, Purpose.ANSWER);
        boolean aboutTime = question.filter(message -> message.kind() == MessageKind.TIME_QUESTION)
                .isPresent();
        if (aboutTime && given == Answer.ALWAYS) {
            throw new IllegalArgumentException("A time suits or does not.");
        }
        boolean withdrawable = given != Answer.NO && !aboutTime;
        Receipt receipt = question.map(message -> SaidOnce.receipt(
                        said.answer(said.newId("answer"), message, session, sayWhy.with(answer, why, message))))
                .orElse(Receipt.CLOSED);
        return new Answered(
                receipt,
                question.filter(message -> receipt == Receipt.ACCEPTED && withdrawable)
                        .map(message -> sessions.derive(message.messageId(), Purpose.WITHDRAW)),
                question.map(message -> message.reader().language()));
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, WhyCalled why) {
        return answer(eventId, messageId, answer == Answer.NO ? content(answer) : SayWhy.with(content(answer), why));
    }

    @Override
    public Receipt answer(String eventId, UUID messageId, Answer answer, SpokenReason spoken) {
        return answer(eventId, messageId, answer == Answer.NO ? content(answer) : SayWhy.with(content(answer), spoken));
    }

    @Override
    public Receipt saidNothing(String eventId, UUID messageId) {
        // Who reads the event and knows nothing of silence takes it for a no.
        return answer(eventId, messageId, Map.of("answer", Answer.NO.name(), SaidHandlers.SILENT, "true"));
    }

    private Receipt answer(String eventId, UUID messageId, Map<String, String> answer) {
        return messages.of(messageId)
                .map(message -> SaidOnce.receipt(
                        said.answer(eventId, message, sessions.derive(messageId, Purpose.ANSWER), answer)))
                .orElse(Receipt.CLOSED);
    }

    private static Map<String, String> content(Answer answer) {
        return Map.of("answer", answer.name());
    }

    @Override
    public Receipt withdraw(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.WITHDRAW)
                .map(message -> withdraw(said.newId("withdrawal"), message, session))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt withdraw(String eventId, UUID messageId) {
        return messages.of(messageId)
                .map(message -> withdraw(eventId, message, sessions.derive(messageId, Purpose.WITHDRAW)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt withdrawBy(UUID callerId, String eventId, UUID caseId) {
        return SaidOnce.receipt(inbox.receive(
                new InboundEvent(
                        eventId, EventKind.WITHDRAWAL, caseId, Map.of(SaidHandlers.CALLER, callerId.toString())),
                () -> cases.lock(caseId)
                        .filter(running ->
                                running.state() == CaseState.WAITING_FOR_CALLEE && callerId.equals(running.callerId()))
                        .isPresent()));
    }

    private Receipt withdraw(String eventId, MessageInContext message, SessionIdentifier session) {
        return SaidOnce.receipt(said.using(
                session,
                Purpose.WITHDRAW,
                message,
                new InboundEvent(eventId, EventKind.WITHDRAWAL, message.caseId(), Map.of())));
    }

    @Override
    public Answered choose(SessionIdentifier session, Choice choice, Optional<UUID> device) {
        return chooses(session, message -> Chosen.of(options.viewOf(message), choice, device, ContactMeans.PAGE));
    }

    @Override
    public Answered write(SessionIdentifier session, OneLine line) {
        return chooses(session, message -> Chosen.writing(options.onPage(message), line));
    }

    private Answered chooses(SessionIdentifier session, Function<MessageInContext, Chosen> chosen) {
        return answered(
                messages.actingOn(session, Purpose.CONTACT),
                message -> said.choose(said.newId("contact"), message, session, chosen.apply(message)));
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
        return answered(
                answering(session),
                message -> inbox.receive(
                        new InboundEvent(
                                said.newId("answered-back"),
                                EventKind.ANSWERED_BACK,
                                message.caseId(),
                                Map.of(InboundEvent.LINE, line.text())),
                        () -> cases.lock(message.caseId()).isPresent() && granted.use(session, Purpose.LINE)));
    }

    @Override
    public Answered blockForSomeDays(SessionIdentifier session) {
        // Who reads the event and knows nothing of days takes it for this once.
        return answered(
                messages.actingOn(session, Purpose.CONTACT),
                message -> said.using(
                        session,
                        Purpose.CONTACT,
                        message,
                        new InboundEvent(
                                said.newId("contact"),
                                EventKind.CONTACT,
                                message.caseId(),
                                Map.of("choice", Choice.NOT_NOW.name(), SaidHandlers.DAYS, DAYS))));
    }

    /** What somebody says on the page of a message; closed if nothing can be said there any more. */
    private static Answered answered(Optional<MessageInContext> page, Function<MessageInContext, Reception> say) {
        return page.map(message -> new Answered(
                        SaidOnce.receipt(say.apply(message)),
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
                .map(message -> SaidOnce.receipt(said.choose(eventId, message, session, chosen)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public Receipt unsubscribe(SessionIdentifier session) {
        return messages.actingOn(session, Purpose.UNSUBSCRIBE)
                .map(message -> SaidOnce.receipt(said.about(message, said.newId("unsubscribed"), EventKind.STOP)))
                .orElse(Receipt.CLOSED);
    }

    @Override
    public void optOut(String eventId, UUID messageId) {
        messages.toItsReader(messageId).ifPresent(message -> said.about(message, eventId, EventKind.OPT_OUT));
    }

    @Override
    public void complainAbout(String eventId, UUID messageId) {
        messages.toItsReader(messageId).ifPresent(message -> said.about(message, eventId, EventKind.COMPLAINT));
    }

    @Override
    public Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word, MailThread thread) {
        return written.reply(eventId, session, from, word, thread);
    }

    @Override
    public Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        return written.reply(eventId, messageId, from, word, thread);
    }

    @Override
    public Receipt replyWithTime(
            String eventId, SessionIdentifier session, Address from, SpokenTime when, MailThread thread) {
        return written.replyWithTime(eventId, session, from, when, thread);
    }

    @Override
    public Receipt replyWithTime(String eventId, UUID messageId, Address from, SpokenTime when, MailThread thread) {
        return written.replyWithTime(eventId, messageId, from, when, thread);
    }

    @Override
    public Receipt replyWithoutProof(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        return written.replyWithoutProof(eventId, messageId, from, word, thread);
    }
}
