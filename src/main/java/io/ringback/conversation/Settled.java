package io.ringback.conversation;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.conversation.SettledView.What;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Directory;
import io.ringback.session.SessionIdentifier;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What people have settled beyond a case with an answer to a message of it. While it stands, whoever holds the message is shown it and may
 * take it back, also when the answer is given and the case is over.
 */
@Component
class Settled {

    private final MessagesInContext messages;
    private final Directory directory;
    private final Journal journal;

    Settled(MessagesInContext messages, Directory directory, Journal journal) {
        this.messages = messages;
        this.directory = directory;
        this.journal = journal;
    }

    private record Standing(What what, Optional<Instant> until) {}

    /** The message whose reader has settled something that stands. */
    Optional<MessageInContext> message(SessionIdentifier session) {
        return messages.everActingOn(session)
                .filter(message -> standing(message).isPresent());
    }

    /** The same, to be shown. */
    Optional<SettledView> view(SessionIdentifier session) {
        return messages.everActingOn(session)
                .flatMap(message -> standing(message).map(standing -> view(message, standing)));
    }

    private static SettledView view(MessageInContext message, Standing standing) {
        return new SettledView(
                standing.what(),
                message.reader().name(),
                message.reader().language(),
                message.reader().timeZone(),
                standing.what() == What.BLOCK ? message.callerName() : message.calleeName(),
                standing.until());
    }

    /** Lets it take effect that the reader of a message takes back what they settled. Nothing happens the second time. */
    void takeBack(UUID messageId) {
        messages.toItsReader(messageId).ifPresent(message -> {
            if (message.kind() == MessageKind.NOTIFICATION) {
                if (directory.unblock(message.reader().id(), message.callerId())) {
                    journal.write(message.caseId(), Step.UNBLOCKED, null);
                }
            } else if (directory.askAgain(message.reader().id())) {
                journal.write(message.caseId(), Step.TO_BE_ASKED_AGAIN, null);
            }
        });
    }

    /** Lets it take effect that the reader of a notification does not want to be watched any more. Nothing happens the second time. */
    void notToBeSeen(UUID messageId) {
        messages.toItsReader(messageId)
                .filter(message -> directory.setNotSeen(message.reader().id()))
                .ifPresent(message -> journal.write(message.caseId(), Step.NOT_TO_BE_SEEN, null));
    }

    /** Of a notification's reader it is what they said of its caller; of a question's, what they said for all. */
    private Optional<Standing> standing(MessageInContext message) {
        if (message.kind() == MessageKind.NOTIFICATION) {
            return directory
                    .blocked(message.reader().id(), message.callerId())
                    .map(blocked -> new Standing(What.BLOCK, blocked.until()));
        }
        return directory
                .find(message.reader().id())
                .filter(person -> person.preferences().alwaysNotifyForMe())
                .map(person ->
                        new Standing(What.ALWAYS, person.preferences().ends().alwaysNotifyForMe()));
    }
}
