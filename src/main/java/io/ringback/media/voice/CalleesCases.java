package io.ringback.media.voice;

import io.ringback.cases.GuessedCodes;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.session.DialCodes;
import io.ringback.wording.ContactOptions;
import io.ringback.wording.ContactView;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.Wording;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The cases that wait for what somebody says to their notification. */
@Component
class CalleesCases {

    private final MessagesInContext messages;
    private final ContactOptions options;
    private final DialCodes codes;
    private final GuessedCodes guesses;

    CalleesCases(MessagesInContext messages, ContactOptions options, DialCodes codes, GuessedCodes guesses) {
        this.guesses = guesses;
        this.codes = codes;
        this.messages = messages;
        this.options = options;
    }

    /**
     * Those of a callee, and of those for whom they stand in, the last call first.
     *
     * @param device on which they are now
     */
    List<WaitingCase> of(UUID personId, Device device) {
        Map<UUID, MessageInContext> oneOfEach = messages.waitingFor(personId).stream()
                .filter(message -> message.kind() == MessageKind.NOTIFICATION && message.isWaitedFor())
                .collect(Collectors.toMap(MessageInContext::caseId, Function.identity(), CalleesCases::first));
        return oneOfEach.values().stream()
                .sorted(Comparator.comparing(MessageInContext::lastTriedAt)
                        .reversed()
                        .thenComparing(MessageInContext::caseId))
                .map(message -> waiting(message, device))
                .toList();
    }

    /**
     * The one among all that wait for somebody to which {@code code} belongs, without a name. A code that belongs to none counts as one
     * guess at each.
     *
     * @param device on which they are to be rung, or can be reached
     */
    Optional<WaitingCase> byCode(UUID personId, Device device, String code) {
        List<MessageInContext> all = messages.waitingFor(personId).stream()
                .filter(message -> message.kind() == MessageKind.NOTIFICATION && message.isWaitedFor())
                .toList();
        List<UUID> guarded = guesses.guarded(
                all.stream().map(MessageInContext::caseId).distinct().toList());
        List<MessageInContext> guessed =
                all.stream().filter(one -> guarded.contains(one.caseId())).toList();
        Optional<MessageInContext> found =
                guessed.stream().filter(one -> codes.is(one.messageId(), code)).findFirst();
        if (found.isEmpty() && !guarded.isEmpty()) {
            guesses.missed(guarded);
        }
        return found.map(message -> waiting(message, device).withoutName());
    }

    /** Whichever of a case's notifications is answered first settles it; always the same one, so that a key counts once. */
    private static MessageInContext first(MessageInContext one, MessageInContext other) {
        return one.messageId().compareTo(other.messageId()) < 0 ? one : other;
    }

    private WaitingCase waiting(MessageInContext message, Device device) {
        ContactView view = options.viewOf(message);
        boolean connect = view.canConnect()
                && view.devices().stream()
                        .anyMatch(one -> one.callable() && one.id().equals(device.id()));
        return new WaitingCase(
                message.caseId(),
                Optional.of(message.messageId()),
                Phrase.WAITING,
                new SpokenFacts(
                        Wording.name(view.callerName()),
                        message.cause(),
                        message.failedMedium(),
                        view.attempts(),
                        Optional.empty(),
                        false,
                        view.conference(),
                        view.callerUnverified(),
                        connect,
                        false,
                        view.reachable(),
                        Optional.empty(),
                        Optional.empty(),
                        view.standsInFor().map(Wording::name),
                        Optional.empty()));
    }
}
