package io.ringback.conversation;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.reach.OptOuts;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What it means that somebody wants no more messages, at all or at one address: none is sent there from now on, and what waits is
 * declined. Both are written in the transaction of the event that said so, so neither can be forgotten. Each case is told on its
 * own after that: none of them can keep the person's wish from being honoured, whatever keeps its process from going on.
 */
@Component
public class NoMoreMessages {

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
     * The reader of a message wants no more at all.
     *
     * @param eventId identifies what they said for ever
     */
    void toReaderOf(UUID messageId, String eventId) {
        messages.toItsReader(messageId).ifPresent(message -> {
            journal.write(message.caseId(), Step.UNSUBSCRIBED, message.kind().name());
            directory.setNever(message.reader().id(), true);
            declineAll(message.reader().id(), eventId);
        });
    }

    /** The reader of a message wants no more at the device that it went to; their others stay as they are. */
    void toDeviceOf(UUID messageId, String eventId) {
        messages.toItsReader(messageId).ifPresent(message -> {
            if (optOuts.addByKey(message.address())) {
                journal.write(message.caseId(), Step.UNSUBSCRIBED, message.medium(), "KEY", null);
            }
            declineAll(message.reader().id(), eventId);
        });
    }

    /** The reader of a mail has complained of it as spam (RFC 5965): no more mail goes to that mailbox. */
    void toMailboxOf(UUID messageId, String eventId) {
        messages.toItsReader(messageId).ifPresent(message -> {
            if (optOuts.add(message.address(), OptOuts.MAIL, Medium.EMAIL)) {
                journal.write(message.caseId(), Step.UNSUBSCRIBED, message.medium(), "COMPLAINT", null);
            }
            toAddress(message.address(), Medium.EMAIL, eventId);
        });
    }

    /** Nothing more goes to {@code address} by {@code medium}: what waits there for an answer is declined. */
    public void toAddress(Address address, Medium medium, String eventId) {
        optOuts.owners(address).stream()
                .flatMap(person -> messages.waitingFor(person).stream())
                .filter(message ->
                        message.medium() == medium && message.address().equals(address))
                .forEach(message -> decline(message, eventId));
    }

    private void declineAll(UUID personId, String eventId) {
        messages.waitingFor(personId).forEach(message -> decline(message, eventId));
    }

    private void decline(MessageInContext message, String eventId) {
        inbox.follow(new InboundEvent(
                eventId + ":" + message.messageId(),
                EventKind.DECLINE,
                message.caseId(),
                Map.of("message", message.messageId().toString())));
    }
}
