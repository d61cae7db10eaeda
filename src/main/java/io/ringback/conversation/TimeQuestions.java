package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.NamedTimes;
import io.ringback.cases.RunningCase;
import io.ringback.cases.TimeAnswer;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Device;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.reach.DevicesLeft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The caller is asked whether a time suits them that the callee has named and that is not soon: in writing, where they answered the
 * question of the case if that is possible. Only a yes fixes the time. An answer counts while that very question is open.
 */
@Component
public class TimeQuestions implements EventHandler {

    private static final String ANSWER = "answer";

    private final Cases cases;
    private final CaseProcess process;
    private final DevicesLeft devicesLeft;
    private final SentMessages sent;
    private final Correspondence correspondence;
    private final Journal journal;
    private final Clock clock;

    TimeQuestions(
            Cases cases,
            CaseProcess process,
            DevicesLeft devicesLeft,
            SentMessages sent,
            Correspondence correspondence,
            Journal journal,
            Clock clock) {
        this.cases = cases;
        this.process = process;
        this.devicesLeft = devicesLeft;
        this.sent = sent;
        this.correspondence = correspondence;
        this.journal = journal;
        this.clock = clock;
    }

    /** Whether the case's diagram has a way for asking the caller, and they can be written to. */
    boolean canBeAsked(RunningCase running) {
        return process.hears(running, CaseMessage.TIME_ANSWERED)
                && !devices(running).isEmpty();
    }

    private List<Device> devices(RunningCase running) {
        return devicesLeft
                .left(running, MessageKind.TIME_QUESTION, running.callerId())
                .inWriting()
                .devices();
    }

    /**
     * Asks the caller about the time that the callee has named.
     *
     * @throws IllegalStateException if there is none, or the caller cannot be written to
     */
    public void ask(RunningCase running) {
        Instant at = cases.namedTimes(running.id())
                .callAt()
                .orElseThrow(() -> new IllegalStateException(
                        "No time has been named to ask the caller about. Draw this step behind \"Time named\"."));
        List<Device> devices = devices(running);
        Optional<UUID> answered = sent.questionAnsweredOn(running.id());
        Device device = devices.stream()
                .filter(one -> answered.filter(one.id()::equals).isPresent())
                .findFirst()
                .or(() -> devices.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("The caller cannot be written to any more."));
        cases.asksAboutTime(running.id(), correspondence.askAboutTime(running, device, at));
    }

    /** Nothing has come of asking, if that was being done: the time is dropped. */
    public void giveUp(RunningCase running) {
        if (cases.namedTimes(running.id())
                .answer()
                .filter(TimeAnswer.AWAITED::equals)
                .isPresent()) {
            correspondence.askNoMoreAboutTime(running);
            cases.timeAnswered(running.id(), TimeAnswer.NONE);
            journal.write(running.id(), Step.TIME_ANSWERED, null, TimeAnswer.NONE.name(), null);
        }
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.TIME_ANSWER;
    }

    /** What the content of the event holds besides the message. */
    static Map<String, String> content(boolean suits) {
        return Map.of(ANSWER, (suits ? TimeAnswer.YES : TimeAnswer.NO).name());
    }

    @Override
    public Handling handle(InboundEvent event) {
        return answer(
                event.caseId(),
                UUID.fromString(event.get(SaidHandlers.MESSAGE)),
                TimeAnswer.valueOf(event.get(ANSWER)) == TimeAnswer.YES);
    }

    /**
     * The caller has answered. It takes part in the transaction of the event that said it.
     *
     * @param messageId the question that they answer
     */
    Handling answer(UUID caseId, UUID messageId, boolean suits) {
        RunningCase running = cases.lock(caseId).orElseThrow();
        NamedTimes named = cases.namedTimes(caseId);
        Duration until =
                named.callAt().map(at -> Duration.between(clock.instant(), at)).orElse(Duration.ZERO);
        if (running.state() != CaseState.WAITING_FOR_CALLEE
                || !named.isAskedBy(messageId)
                || until.compareTo(Duration.ofSeconds(1)) < 0
                || !process.waitsFor(running, CaseMessage.TIME_ANSWERED)) {
            journal.write(caseId, Step.TOO_LATE, Step.TIME_ANSWERED.name());
            return Handling.LATE;
        }
        TimeAnswer answer = suits ? TimeAnswer.YES : TimeAnswer.NO;
        cases.timeAnswered(caseId, answer);
        journal.write(caseId, Step.TIME_ANSWERED, answer.name());
        process.tell(running, CaseMessage.TIME_ANSWERED, Map.of("suits", suits, "untilThen", CallLater.written(until)));
        return Handling.HANDLED;
    }
}
