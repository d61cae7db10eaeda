package io.ringback.texting;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.conversation.CallLater;
import io.ringback.conversation.Effects;
import io.ringback.conversation.NoMoreMessages;
import io.ringback.conversation.ReplyWord;
import io.ringback.conversation.SpokenTime;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.ProviderMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.ladder.Ladder;
import io.ringback.ladder.Strand;
import io.ringback.reach.OptOuts;
import io.ringback.texting.TextWords.Kind;
import io.ringback.texting.TextWords.Understood;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes what people write to our senders. A reply acts only on what waits at that sender for that very device, and only if
 * it is certain which: otherwise the author is asked. STOP wins over everything. What was written is not kept, only what it
 * came down to.
 */
@Component
public class ReceivedTexts implements EventHandler {

    private static final Duration LATELY = Duration.ofHours(1);

    /** Of each kind to one device in that time: two machines must not write to each other for ever. */
    private static final int MOST_COURTESIES = 3;

    private static final String WHEN = "when";
    private static final String SAID = "said";

    private final Inbox inbox;
    private final Effects effects;
    private final CallLater callLater;
    private final NoMoreMessages noMoreMessages;
    private final Exchanges exchanges;
    private final OptOuts optOuts;
    private final ProviderMessages provider;
    private final Outbox outbox;
    private final SenderPool senders;
    private final Journal journal;
    private final Ladder ladder;
    private final Clock clock;

    ReceivedTexts(
            Inbox inbox,
            Effects effects,
            CallLater callLater,
            NoMoreMessages noMoreMessages,
            Exchanges exchanges,
            OptOuts optOuts,
            ProviderMessages provider,
            Outbox outbox,
            SenderPool senders,
            Journal journal,
            Ladder ladder,
            Clock clock) {
        this.inbox = inbox;
        this.effects = effects;
        this.callLater = callLater;
        this.noMoreMessages = noMoreMessages;
        this.exchanges = exchanges;
        this.optOuts = optOuts;
        this.provider = provider;
        this.outbox = outbox;
        this.senders = senders;
        this.journal = journal;
        this.ladder = ladder;
        this.clock = clock;
    }

    /**
     * A short message that came in.
     *
     * @param id identifies it for ever
     * @param medium through which it came
     * @param from the device that wrote it
     * @param to the sender of ours that it was written to
     * @param text what it says
     * @param inReplyTo what the medium's server calls the message that it answers, where that is known
     * @param correction whether it takes the place of what its author wrote last (XEP-0308)
     */
    public record ReceivedText(
            String id,
            Medium medium,
            Address from,
            String to,
            String text,
            Optional<String> inReplyTo,
            boolean correction) {

        /** A text that corrects none. */
        public ReceivedText(
                String id, Medium medium, Address from, String to, String text, Optional<String> inReplyTo) {
            this(id, medium, from, to, text, inReplyTo, false);
        }
    }

    /**
     * What the inbox calls a text.
     *
     * @param id the text's own
     */
    public static String eventId(String id) {
        return "text:" + id;
    }

    /** Stores it; it is handled now or as soon as it can be. */
    public void receive(ReceivedText text) {
        Understood understood = TextWords.understand(text.text());
        Map<String, String> content = new HashMap<>();
        content.put("medium", text.medium().name());
        content.put("from", text.from().uri());
        content.put("sender", SenderAddress.normal(text.to()));
        content.put("kind", understood.kind().name());
        content.put("word", understood.word().name());
        understood.when().ifPresent(when -> {
            content.put(WHEN, when.toString());
            content.put(SAID, clock.instant().toString());
        });
        understood.code().ifPresent(code -> content.put("code", Integer.toString(code)));
        text.inReplyTo().ifPresent(id -> content.put("inReplyTo", id));
        if (text.correction()) {
            content.put("correction", "true");
        }
        inbox.receive(new InboundEvent(eventId(text.id()), EventKind.TEXT, null, content));
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.TEXT;
    }

    @Override
    public Handling handle(InboundEvent event) {
        String sender = event.get("sender");
        Address device = exchanges.asWritten(new Address(event.get("from")), sender);
        return switch (Kind.valueOf(event.get("kind"))) {
            case STOP -> stop(event, device, sender);
            case START -> start(event, device, sender);
            case HELP -> courtesy(MessageKind.HELP, event, device, sender);
            case REPLY, REACHED -> reply(event, device, sender);
            case EMPTY -> Handling.HANDLED;
        };
    }

    /** Anybody can forge the sender of a text, so it concerns this address in this medium, and nothing else of its owner's. */
    private Handling stop(InboundEvent event, Address device, String sender) {
        Medium medium = Medium.valueOf(event.get("medium"));
        boolean news = optOuts.add(device, sender, medium);
        noMoreMessages.toAddress(device, medium, event.id());
        if (news) {
            exchanges.last(device, sender).ifPresent(last -> {
                journal.write(last.caseId(), Step.UNSUBSCRIBED, last.medium(), "STOP", null);
                answer(MessageKind.STOPPED, event, last, device, sender);
            });
        }
        return Handling.HANDLED;
    }

    private Handling start(InboundEvent event, Address device, String sender) {
        if (optOuts.remove(device, sender)) {
            exchanges.last(device, sender).ifPresent(last -> answer(MessageKind.STARTED, event, last, device, sender));
        }
        return Handling.HANDLED;
    }

    private Handling reply(InboundEvent event, Address device, String sender) {
        Optional<UUID> answered = Optional.ofNullable(event.content().get("inReplyTo"))
                .flatMap(id -> provider.find(Medium.valueOf(event.get("medium")), id, device));
        List<Waiting> waiting = exchanges.waiting(device, sender, answered);
        if (answered.isPresent()) {
            return waiting.stream()
                    .filter(one -> one.messageId().equals(answered.get()))
                    .findAny()
                    .map(one -> act(one, event, device, sender))
                    .orElseGet(() -> tooLate(answered.get(), event));
        }
        if (waiting.isEmpty()) {
            return exchanges
                    .lastAsked(device, sender)
                    .map(last -> tooLate(last.id(), event))
                    .orElse(Handling.LATE);
        }
        OptionalInt code = event.content().containsKey("code")
                ? OptionalInt.of(Integer.parseInt(event.get("code")))
                : OptionalInt.empty();
        Optional<Waiting> meant = code.isPresent()
                ? waiting.stream().filter(one -> one.code() == code.getAsInt()).findAny()
                : waiting.stream().filter(one -> waiting.size() == 1).findAny();
        return meant.filter(one -> isAbout(one, event, device, sender))
                .map(one -> act(one, event, device, sender))
                .orElseGet(() -> courtesy(MessageKind.ASK_BACK, event, device, sender));
    }

    /**
     * A correction takes the place of what its author wrote last. Only if they were asked what they meant was that no answer
     * yet, and so was about what still waits; else it has decided something that is over. A code in it may be that one's too.
     */
    private boolean isAbout(Waiting waiting, InboundEvent event, Address device, String sender) {
        return !event.content().containsKey("correction") || exchanges.isAskedBack(waiting.messageId(), device, sender);
    }

    private Handling tooLate(UUID messageId, InboundEvent event) {
        isFor(Strand.ofMessage(messageId), event);
        return effects.replyTooLate(messageId);
    }

    /** Its ladder will have the text. */
    private void isFor(Strand strand, InboundEvent event) {
        ladder.tie(Strand.ofEvent(event.id()), strand);
    }

    private Handling act(Waiting waiting, InboundEvent event, Address device, String sender) {
        isFor(Strand.ofMessage(waiting.messageId()), event);
        if (Kind.valueOf(event.get("kind")) == Kind.REACHED) {
            return effects.replyReached(waiting.messageId());
        }
        ReplyWord word = ReplyWord.valueOf(event.get("word"));
        if (event.content().containsKey(WHEN)) {
            return callLater
                    .reply(waiting.messageId(), SpokenTime.parse(event.get(WHEN)), Instant.parse(event.get(SAID)))
                    .orElseGet(() -> askBack(waiting, event, device, sender));
        }
        boolean codeAlone = word == ReplyWord.NONE && event.content().containsKey("code");
        // "Reply 2" is how a notification asks for the contact means to be used (claim 20).
        ReplyWord said = codeAlone ? ReplyWord.REACHABLE : word;
        if (said.answers(waiting.kind())) {
            return effects.reply(waiting.messageId(), said);
        }
        return askBack(waiting, event, device, sender);
    }

    private Handling askBack(Waiting waiting, InboundEvent event, Address device, String sender) {
        return exchanges.isAskedBack(waiting.messageId(), device, sender)
                ? Handling.HANDLED
                : courtesy(MessageKind.ASK_BACK, event, device, sender);
    }

    /** To a device that we have written to, and not for ever; HELP also to who wants nothing more (CTIA 5.1.3). */
    private Handling courtesy(MessageKind kind, InboundEvent event, Address device, String sender) {
        boolean welcome = kind == MessageKind.HELP || !optOuts.has(device, sender);
        if (welcome && exchanges.courtesies(device, kind, LATELY) < MOST_COURTESIES) {
            exchanges.last(device, sender).ifPresent(last -> answer(kind, event, last, device, sender));
        }
        return Handling.HANDLED;
    }

    private void answer(MessageKind kind, InboundEvent event, OutboundMessage last, Address device, String sender) {
        isFor(Strand.ofCase(last.caseId()), event);
        OutboundMessage courtesy = new OutboundMessage(
                UUID.randomUUID(), last.caseId(), kind, last.medium(), last.personId(), last.deviceId());
        outbox.write(courtesy, List.of());
        senders.answerFrom(courtesy.id(), last.personId(), device.uri(), sender);
        journal.write(last.caseId(), Step.valueOf(kind.name()), last.medium(), "WRITTEN", null);
    }
}
