package io.ringback.conversation;

import io.ringback.cases.ContactMeans;
import io.ringback.conversation.Conversation.Receipt;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MailThread;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.inbox.Reception;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** What people write in reply to a message, in words that are read already, as {@link Conversation} has it. */
@Component
class WrittenReplies {

    private final MessagesInContext messages;
    private final Inbox inbox;
    private final ContactOptions options;
    private final SessionIdentifiers sessions;
    private final SentMessages sent;
    private final CallLater later;
    private final SaidOnce said;

    WrittenReplies(
            MessagesInContext messages,
            Inbox inbox,
            ContactOptions options,
            SessionIdentifiers sessions,
            SentMessages sent,
            CallLater later,
            SaidOnce said) {
        this.messages = messages;
        this.inbox = inbox;
        this.options = options;
        this.sessions = sessions;
        this.sent = sent;
        this.later = later;
        this.said = said;
    }

    Receipt reply(String eventId, SessionIdentifier session, Address from, ReplyWord word, MailThread thread) {
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
        return reception instanceof Reception.Refused ? tooLate(eventId, session, from) : SaidOnce.receipt(reception);
    }

    Receipt reply(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
        return aboutLetter(
                eventId, messageId, from, word, (letter, session) -> reply(eventId, session, from, word, thread));
    }

    Receipt replyWithTime(String eventId, SessionIdentifier session, Address from, SpokenTime when, MailThread thread) {
        return messages.actingOn(session, Purpose.CONTACT)
                .filter(message -> message.address().equals(from) && message.isWaitedFor())
                .flatMap(message -> later.replied(eventId, message, options.viewOf(message), when))
                .map(event -> SaidOnce.receipt(inbox.receive(event)))
                .orElseGet(() -> reply(eventId, session, from, ReplyWord.NONE, thread));
    }

    Receipt replyWithTime(String eventId, UUID messageId, Address from, SpokenTime when, MailThread thread) {
        return aboutLetter(
                eventId,
                messageId,
                from,
                ReplyWord.NONE,
                (letter, session) -> replyWithTime(eventId, session, from, when, thread));
    }

    Receipt replyWithoutProof(String eventId, UUID messageId, Address from, ReplyWord word, MailThread thread) {
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
            said.unused(eventId, null, "a reply to a message that is not known");
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
            said.unused(eventId, null, "a reply from a stranger");
            return Receipt.CLOSED;
        }
        return SaidOnce.receipt(said.about(message.get(), eventId, EventKind.STOP));
    }

    /** Texts are asked back where they are read, as there it is to be found out first which message was meant. */
    private void askBack(String eventId, MessageInContext message, MailThread thread, AskedBack.Why why) {
        if (message.medium() != Medium.EMAIL) {
            said.unused(eventId, message.caseId(), "no word we understand");
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
                ? said.choose(
                        eventId,
                        message,
                        session,
                        Chosen.of(options.viewOf(message), word.choice(), Optional.empty(), ContactMeans.REPLY))
                : said.answer(
                        eventId,
                        message,
                        session,
                        Map.of("answer", word.answer().name()));
    }

    /** A reply that fits no open case: recorded, and answered once if it comes from the person we wrote to. */
    private Receipt tooLate(String eventId, SessionIdentifier session, Address from) {
        messages.everActingOn(session)
                .filter(message -> message.address().equals(from))
                .ifPresentOrElse(
                        message -> said.about(message, eventId, EventKind.LATE_REPLY),
                        () -> said.unused(eventId, null, "a reply from a stranger"));
        return Receipt.CLOSED;
    }
}
