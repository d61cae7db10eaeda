package io.ringback.conversation;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.directory.Directory;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.reach.OptOuts;
import io.ringback.wording.MessagesInContext;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What it means that somebody wants no more messages: nothing is sent to them from now on, and whatever waits for them is
 * declined. Both are written in the transaction of the event that said so, so neither can be forgotten. Each case is told on its
 * own after that: none of them can keep the person's wish from being honoured, whatever keeps its process from going on.
 */
@Component
public class NoMoreMessages {

    /** In the content of an event: it was not said by key press. */
    static final String COMPLAINT = "complaint";

    private final MessagesInContext messages;
    private final Directory directory;
    private final OptOuts optOuts;
    private final Journal journal;
    private final Inbox inbox;

    NoMoreMessages(MessagesInContext messages, Directory directory, OptOuts optOuts, Journal journal, Inbox inbox) {
        this.messages = messages;
        this.directory = directory;
        this.optOuts = optOuts;
        this.journal = journal;
        this.inbox = inbox;
    }

    /**
     * The person wants no more messages at all.
     *
     * @param eventId identifies what they said for ever
     */
    public void to(UUID personId, String eventId) {
        directory.setNever(personId, true);
        declineAll(personId, eventId);
    }

    /** The same, said to a message of ours. */
    void toReaderOf(UUID messageId, String eventId) {
        messages.of(messageId).ifPresent(message -> {
            journal.write(message.caseId(), Step.UNSUBSCRIBED, message.kind().name());
            to(message.reader().id(), eventId);
        });
    }

    /** The reader of a message wants no more at the device that it went to; their others stay as they are. */
    void toDeviceOf(UUID messageId, String eventId, boolean complaint) {
        messages.of(messageId).ifPresent(message -> {
            if (optOuts.add(message.address(), complaint ? OptOuts.MAIL : OptOuts.VOICE)) {
                journal.write(
                        message.caseId(), Step.UNSUBSCRIBED, message.medium(), complaint ? "COMPLAINT" : "KEY", null);
            }
            declineAll(message.reader().id(), eventId);
        });
    }

    private void declineAll(UUID personId, String eventId) {
        messages.waitingFor(personId)
                .forEach(message -> inbox.follow(new InboundEvent(
                        eventId + ":" + message.messageId(),
                        EventKind.DECLINE,
                        message.caseId(),
                        Map.of("message", message.messageId().toString()))));
    }
}
