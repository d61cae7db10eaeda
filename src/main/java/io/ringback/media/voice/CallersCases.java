package io.ringback.media.voice;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Directory;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.wording.HowCasesStand;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import io.ringback.wording.StandingView;
import io.ringback.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The open cases that a caller's own calls have led to, as they hear of them who calls again. */
@Component
class CallersCases {

    private final Cases cases;
    private final Directory directory;
    private final MessagesInContext messages;
    private final HowCasesStand standings;

    CallersCases(Cases cases, Directory directory, MessagesInContext messages, HowCasesStand standings) {
        this.cases = cases;
        this.directory = directory;
        this.messages = messages;
        this.standings = standings;
    }

    /** Those of a caller, the last call first, at most {@code most}. */
    List<WaitingCase> of(Person caller, int most) {
        List<RunningCase> open = cases.openOf(caller.id(), most);
        Map<UUID, UUID> questions =
                open.stream().anyMatch(CallersCases::asks) ? questionsTo(caller.id()) : Map.<UUID, UUID>of();
        return open.stream()
                .filter(one -> isSpokenOf(one, questions))
                .flatMap(one -> said(one, caller, Optional.ofNullable(questions.get(one.id()))))
                .toList();
    }

    /**
     * Of a call that may be somebody else's they are asked where they were asked; after their yes it is theirs. Who has only said that
     * they can be reached has called nobody.
     */
    private static boolean isSpokenOf(RunningCase open, Map<UUID, UUID> questions) {
        return asks(open)
                ? questions.containsKey(open.id()) && open.callerIdentity() != CallerIdentity.UNVERIFIED
                : open.state() != CaseState.OPENED && !open.callerIsToBeRung();
    }

    private static boolean asks(RunningCase open) {
        return open.state() == CaseState.ASKING_CALLER;
    }

    /** In writing: what is spoken now in another call is answered there. */
    private Map<UUID, UUID> questionsTo(UUID callerId) {
        return messages.waitingFor(callerId).stream()
                .filter(message -> message.kind() == MessageKind.QUESTION && message.isWaitedFor())
                .collect(Collectors.toMap(MessageInContext::caseId, MessageInContext::messageId, (one, other) -> one));
    }

    private Stream<WaitingCase> said(RunningCase open, Person caller, Optional<UUID> question) {
        return directory.find(open.calleeId()).stream().map(callee -> {
            StandingView stands =
                    standings.of(open.id(), open.state(), callee.name(), caller.timeZone(), caller.language());
            return new WaitingCase(
                    open.id(),
                    question,
                    Phrase.of(stands.standing()),
                    new SpokenFacts(
                            Wording.name(stands.calleeName()),
                            open.cause(),
                            open.failedMedium(),
                            open.attempts(),
                            Optional.empty(),
                            false,
                            open.conference().isPresent(),
                            false,
                            false,
                            false,
                            false,
                            Optional.of(stands.standing()),
                            stands.told(),
                            Optional.empty(),
                            Optional.empty()));
        });
    }
}
