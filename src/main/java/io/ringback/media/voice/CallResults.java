package io.ringback.media.voice;

import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.conversation.MessageReports;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.telephony.callcontrol.Dialogues;
import io.ringback.telephony.callcontrol.Script.End;
import io.ringback.telephony.trunk.OnlyWithSwitch;
import io.ringback.wording.Contents;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What comes of calls: told to the case, or the message is spoken once more, a little later. Whatever ends a call is one event
 * under the call's id, so that the first to be told counts, however often it is told.
 */
@Component
@OnlyWithSwitch
class CallResults implements EventHandler {

    private final Inbox inbox;
    private final MessageReports deliveries;
    private final Contents contents;
    private final KeyedReplies keys;
    private final SentMessages messages;
    private final Outbox outbox;
    private final Cases cases;
    private final Journal journal;
    private final Dialogues dialogues;
    private final VoiceProperties settings;
    private final Clock clock;

    CallResults(
            Inbox inbox,
            MessageReports deliveries,
            Contents contents,
            KeyedReplies keys,
            SentMessages messages,
            Outbox outbox,
            Cases cases,
            Journal journal,
            Dialogues dialogues,
            VoiceProperties settings,
            Clock clock) {
        this.inbox = inbox;
        this.deliveries = deliveries;
        this.contents = contents;
        this.keys = keys;
        this.messages = messages;
        this.outbox = outbox;
        this.cases = cases;
        this.journal = journal;
        this.dialogues = dialogues;
        this.settings = settings;
        this.clock = clock;
    }

    /** The identity of a call's ending, for ever. */
    static String eventId(UUID callId) {
        return "voice:" + callId;
    }

    /**
     * A call is over. May be told twice.
     *
     * @param attempt how many calls of the message there were with this
     */
    void over(UUID callId, int attempt, SpokenMessage message, End end, Hearing hearing) {
        switch (CallVerdict.of(message.kind(), end, hearing)) {
            case DELIVERED -> deliveries.delivered(eventId(callId), message.messageId());
            case SILENT -> {
                keys.saidNothing(callId, message.messageId());
                deliveries.delivered(eventId(callId), message.messageId());
            }
            case FAILED -> deliveries.failed(eventId(callId), message.messageId(), "the call ended with " + end);
            case ANOTHER -> notHeard(callId, attempt, message, end);
        }
    }

    private void notHeard(UUID callId, int attempt, SpokenMessage message, End end) {
        if (attempt >= settings.attempts()) {
            deliveries.failed(
                    eventId(callId),
                    message.messageId(),
                    "nobody has heard it in " + attempt + " calls; the last ended with " + end);
            return;
        }
        inbox.receive(new InboundEvent(
                eventId(callId),
                EventKind.NOT_HEARD,
                message.caseId(),
                Map.of(
                        "message", message.messageId().toString(),
                        "call", callId.toString(),
                        "attempt", Integer.toString(attempt),
                        "end", end.name())));
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.NOT_HEARD;
    }

    @Override
    public Handling handle(InboundEvent event) {
        RunningCase running = cases.lock(event.caseId()).orElseThrow();
        Optional<OutboundMessage> message = messages.find(UUID.fromString(event.get("message")));
        if (message.isEmpty() || !contents.isWaitedFor(message.get())) {
            return Handling.LATE;
        }
        Instant at = clock.instant().plus(settings.tryAgainAfter()).truncatedTo(ChronoUnit.SECONDS);
        if (!outbox.tryAgain(message.get().id(), at)) {
            return Handling.LATE;
        }
        dialogues.allowAnother(UUID.fromString(event.get("call")));
        journal.write(
                running.id(),
                Step.valueOf(message.get().kind().name()),
                Medium.VOICE,
                event.get("end"),
                "call " + event.get("attempt") + " of " + settings.attempts() + "; the next not before " + at);
        return Handling.HANDLED;
    }
}
