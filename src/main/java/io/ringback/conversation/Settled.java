package io.ringback.conversation;

import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.conversation.SettledView.What;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Directory;
import io.ringback.directory.Preferences;
import io.ringback.directory.StandingPermissions;
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
    private final StandingPermissions permissions;
    private final Journal journal;

    Settled(MessagesInContext messages, Directory directory, StandingPermissions permissions, Journal journal) {
        this.messages = messages;
        this.directory = directory;
        this.permissions = permissions;
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
                message.kind() == MessageKind.NOTIFICATION ? message.callerName() : message.calleeName(),
                standing.until());
    }

    /** Lets it take effect that the reader of a message takes back what they settled. Nothing happens the second time. */
    void takeBack(UUID messageId) {
        messages.toItsReader(messageId).ifPresent(message -> {
            if (message.kind() == MessageKind.NOTIFICATION) {
                if (directory.unblock(message.reader().id(), message.callerId())) {
                    journal.write(message.caseId(), Step.UNBLOCKED, null);
                } else if (permissions.takeBack(message.reader().id(), message.callerId())) {
                    journal.write(message.caseId(), Step.TOLD_WHEN_WISHED, null);
                }
            } else if (directory.askAgain(message.reader().id())
                    || permissions.takeBack(message.reader().id(), message.calleeId())) {
                journal.write(message.caseId(), Step.TO_BE_ASKED_AGAIN, null);
            }
        });
    }

    /** Lets it take effect that the reader of a notification wants to know of each call of its caller. May be said again: then it lasts longer. */
    void alwaysTell(UUID messageId) {
        messages.of(messageId).filter(Settled::isAboutReader).ifPresent(message -> {
            permissions.give(message.reader().id(), message.callerId(), Preferences.DAYS);
            journal.write(message.caseId(), Step.ALWAYS_TOLD, null);
        });
    }

    /** Not so of who is told in somebody's stead. */
    static boolean isAboutReader(MessageInContext notice) {
        return notice.kind() == MessageKind.NOTIFICATION && notice.standsInFor().isEmpty();
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
                    .map(blocked -> new Standing(What.BLOCK, blocked.until()))
                    .or(() -> message.reader()
                            .alwaysToldUntil()
                            .map(until -> new Standing(What.ALWAYS_TOLD, Optional.of(until))));
        }
        return directory
                .find(message.reader().id())
                .filter(person -> person.preferences().alwaysNotifyForMe())
                .map(person ->
                        new Standing(What.ALWAYS, person.preferences().ends().alwaysNotifyForMe()))
                .or(() -> permissions
                        .until(message.reader().id(), message.calleeId())
                        .map(until -> new Standing(What.ALWAYS_FOR_CALLEE, Optional.of(until))));
    }
}
