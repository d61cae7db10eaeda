package io.ringback.wording;

import io.ringback.delivery.AskedBack;
import io.ringback.delivery.Circumstances;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Medium;
import io.ringback.session.Purpose;
import io.ringback.session.SessionIdentifier;
import io.ringback.session.SessionIdentifiers;
import io.ringback.wording.Content.AskedAgain;
import io.ringback.wording.Content.Besides;
import io.ringback.wording.Content.Courtesy;
import io.ringback.wording.Content.HowItStands;
import io.ringback.wording.Content.Information;
import io.ringback.wording.Content.Notification;
import io.ringback.wording.Content.PassedOn;
import io.ringback.wording.Content.Question;
import io.ringback.wording.MessageInContext.Turn;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds what a message is to say, with the links that its reader may use. */
@Component
public class Contents {

    private final MessagesInContext messages;
    private final SentMessages sent;
    private final ContactOptions options;
    private final SessionIdentifiers sessions;
    private final HowCasesStand standings;
    private final WordingInForce wording;
    private final Clock clock;
    private final URI publicUrl;

    Contents(
            MessagesInContext messages,
            SentMessages sent,
            ContactOptions options,
            SessionIdentifiers sessions,
            HowCasesStand standings,
            WordingInForce wording,
            Clock clock,
            @Value("${ringback.public-url}") URI publicUrl) {
        this.messages = messages;
        this.sent = sent;
        this.options = options;
        this.sessions = sessions;
        this.standings = standings;
        this.wording = wording;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * What {@code message} says.
     *
     * @throws IllegalStateException if its people or its device have been deleted meanwhile
     */
    public Content of(OutboundMessage message) {
        List<MessageInContext> told = messages.withMergedInto(message.id());
        MessageInContext context = told.stream()
                .filter(one -> one.messageId().equals(message.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The people of the message are gone from the directory."));
        return said(message, context).besides(besides(told.subList(1, told.size())));
    }

    /** The same, from what is known of it. */
    public Content of(OutboundMessage message, Circumstances known) {
        return known instanceof MessagesInContext.AsWritten written ? said(message, written.context()) : of(message);
    }

    private Content said(OutboundMessage message, MessageInContext context) {
        return switch (message.kind()) {
            case QUESTION, OFFER, TIME_QUESTION -> {
                SessionIdentifier session = sessions.derive(message.id(), Purpose.ANSWER);
                yield to(context, new Question(context.question(), page("q", session)), Optional.of(session));
            }
            case NOTIFICATION -> {
                SessionIdentifier session = sessions.derive(message.id(), Purpose.CONTACT);
                // What may be chosen is on the page, as it is when it is opened. A call has no page, and a letter has
                // room.
                boolean names = context.medium() == Medium.VOICE || context.medium() == Medium.EMAIL;
                ContactView view = names ? options.viewOf(context) : context.notice(List.of(), false);
                yield to(context, new Notification(view, page("c", session)), Optional.of(session));
            }
            case INFORMATION ->
                to(
                        context,
                        context.line().isPresent()
                                ? new PassedOn(context.lineToReader(wording), Optional.of(answerPage(message.id())))
                                : new Information(information(context)),
                        Optional.empty());
            case LINE -> to(context, new PassedOn(context.lineToReader(wording), Optional.empty()), Optional.empty());
            case STANDING -> to(context, new HowItStands(standing(context)), Optional.empty());
            case ASK_BACK ->
                sent.askedBack(message.id())
                        .map(this::again)
                        .orElseGet(() -> to(context, new Courtesy(message.kind()), Optional.empty()));
            case CLOSING, STOPPED, STARTED, HELP -> to(context, new Courtesy(message.kind()), Optional.empty());
            case CONNECTION -> throw new IllegalStateException("A connection is not written to anyone.");
        };
    }

    /** What the letter said, with the links and the address for replies that it had: each can be used once in all. */
    private Content again(AskedBack asked) {
        Content letter = of(sent.find(asked.letter())
                .orElseThrow(() -> new IllegalStateException("The letter that is asked about is gone.")));
        return new Content(
                letter.readerId(),
                letter.readerName(),
                letter.to(),
                letter.language(),
                letter.timeZone(),
                new AskedAgain(letter.said(), asked.thread(), asked.why()),
                letter.reply(),
                letter.unsubscribe());
    }

    /** Whether the case of a message waits for what comes of it: nobody is called about something that is over. */
    public boolean isWaitedFor(OutboundMessage message) {
        return messages.of(message.id())
                .filter(context -> context.isWaitedFor())
                .isPresent();
    }

    /** As it is now: the case goes on while the message is on its way to be spoken. */
    private StandingView standing(MessageInContext context) {
        return standings.of(
                context.caseId(),
                context.state(),
                context.calleeName(),
                context.reader().timeZone(),
                context.reader().language());
    }

    private InformationView information(MessageInContext context) {
        return new InformationView(
                context.callerName(),
                context.reader().language(),
                context.reader().timeZone(),
                context.whoReacted(wording),
                // What their deputy calls a device says nothing to the caller, and of who called first nobody is told
                // one.
                context.reachableOn().filter(device -> !context.deputyTold() && context.turn() == Turn.FIRST),
                context.callReturned(),
                context.turn() == Turn.REACHABLE,
                clock.instant());
    }

    private Content to(MessageInContext context, Content.Said said, Optional<SessionIdentifier> reply) {
        return new Content(
                context.reader().id(),
                context.reader().name(),
                context.address(),
                context.reader().language(),
                context.reader().timeZone(),
                said,
                reply,
                page("u", sessions.derive(context.messageId(), Purpose.UNSUBSCRIBE)));
    }

    private List<Besides> besides(List<MessageInContext> told) {
        return told.stream().flatMap(context -> besides(context).stream()).toList();
    }

    /** Confirmations all say the same. */
    private Optional<Besides> besides(MessageInContext context) {
        UUID id = context.messageId();
        return switch (context.kind()) {
            case QUESTION, TIME_QUESTION ->
                Optional.of(new Besides(
                        context.calleeName(), context.attempts(), page("q", sessions.derive(id, Purpose.ANSWER))));
            case NOTIFICATION ->
                Optional.of(new Besides(
                        callerAsTold(context), context.attempts(), page("c", sessions.derive(id, Purpose.CONTACT))));
            case INFORMATION, LINE ->
                Optional.of(
                        context.line().isPresent()
                                ? passedOn(context.lineToReader(wording), context)
                                : new Besides(context.calleeName(), 1, null));
            default -> Optional.empty();
        };
    }

    private Besides passedOn(LineView view, MessageInContext context) {
        return new Besides(
                view.writerName(),
                1,
                view.ofCaller() ? null : answerPage(context.messageId()),
                view.line().text());
    }

    /** Where the caller sends a line back. */
    private URI answerPage(UUID messageId) {
        return page("a", sessions.derive(messageId, Purpose.LINE));
    }

    /** Who is told in the callee's stead hears for whom the call was. */
    private String callerAsTold(MessageInContext context) {
        return context.standsInFor()
                .map(callee -> wording.say(
                        TextsOf.LETTERS,
                        "notification.deputy",
                        context.reader().language(),
                        context.callerName(),
                        callee))
                .orElse(context.callerName());
    }

    private URI page(String name, SessionIdentifier session) {
        return publicUrl.resolve("/" + name + "/" + session.token());
    }
}
