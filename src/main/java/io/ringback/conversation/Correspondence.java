package io.ringback.conversation;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.AskedBack;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.MessageTurn;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.delivery.SentMessages;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.reach.DevicesLeft;
import io.ringback.session.Grant;
import io.ringback.session.Grants;
import io.ringback.session.Purpose;
import io.ringback.wording.MessageInContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the steps of the process have written to people and to the switch. Each call takes part in the step's transaction. */
@Component
public class Correspondence {

    /** A request to hear no more is honoured long after the case has ended (RFC 8058). */
    private static final Duration UNSUBSCRIBABLE = Duration.ofDays(60);

    /** Longer than anybody listens to a menu. */
    private static final Duration ANSWERABLE_ON_THE_SPOT = Duration.ofMinutes(10);

    /** Longer than anybody waits for what the other one says to it. */
    private static final Duration ANSWERABLE_IN_WORDS = Duration.ofDays(2);

    private final Outbox outbox;
    private final Cases cases;
    private final Grants granted;
    private final Journal journal;
    private final SentMessages sent;
    private final DevicesLeft devicesLeft;
    private final Directory directory;
    private final Clock clock;

    Correspondence(
            Outbox outbox,
            Cases cases,
            Grants granted,
            Journal journal,
            SentMessages sent,
            DevicesLeft devicesLeft,
            Directory directory,
            Clock clock) {
        this.sent = sent;
        this.devicesLeft = devicesLeft;
        this.directory = directory;
        this.outbox = outbox;
        this.cases = cases;
        this.granted = granted;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Asks the caller on {@code device}; the answer counts for {@code wait} (S25) once that has left.
     *
     * @return for how long the question is held back
     */
    public Duration ask(RunningCase running, Device device, Duration wait) {
        Instant now = clock.instant();
        if (running.state() == CaseState.ASKING_CALLER) {
            // They were asked before, and that question may have arrived all the same.
            granted.extend(running.id(), Purpose.ANSWER, now.plus(wait));
            outbox.keepValid(running.id(), MessageKind.QUESTION, now.plus(wait));
        }
        cases.moveTo(running.id(), CaseState.ASKING_CALLER);
        OutboundMessage question = message(running, MessageKind.QUESTION, running.callerId(), device);
        MessageTurn turn = outbox.turnOf(question, Optional.empty());
        Instant end = turn.heldUntil().orElse(now).plus(wait);
        write(
                question.until(end),
                turn,
                new Grant(Purpose.ANSWER, end),
                new Grant(Purpose.WITHDRAW, now.plus(UNSUBSCRIBABLE)),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
        return heldFor(turn, now);
    }

    /** Asks the caller in the call that failed, on the telephone that they hold. */
    void askOnTheSpot(RunningCase running, UUID deviceId) {
        Instant now = clock.instant();
        cases.moveTo(running.id(), CaseState.ASKING_CALLER);
        OutboundMessage offer = message(running, MessageKind.OFFER, running.callerId(), Medium.VOICE, deviceId);
        write(
                offer,
                outbox.turnOf(offer, Optional.empty()),
                new Grant(Purpose.ANSWER, now.plus(ANSWERABLE_ON_THE_SPOT)),
                new Grant(Purpose.WITHDRAW, now.plus(UNSUBSCRIBABLE)),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
    }

    /**
     * Tells the caller how the case stands, in another call of theirs that failed, and lets them answer or withdraw there. Not
     * while the question of an earlier call is still being spoken.
     *
     * @param messageId under which that call is kept
     * @return false if nothing is said
     */
    boolean tellHowItStands(RunningCase open, UUID messageId, UUID deviceId) {
        boolean asking = open.state() == CaseState.ASKING_CALLER;
        if (asking && !outbox.hasWritten(open.id(), MessageKind.QUESTION, open.callerId())) {
            return false;
        }
        Instant until = clock.instant().plus(ANSWERABLE_ON_THE_SPOT);
        Grant withdraw = new Grant(Purpose.WITHDRAW, until);
        outbox.write(
                new OutboundMessage(
                        messageId, open.id(), MessageKind.STANDING, Medium.VOICE, open.callerId(), deviceId),
                asking ? List.of(new Grant(Purpose.ANSWER, until), withdraw) : List.of(withdraw));
        journal.write(open.id(), Step.STANDING, Medium.VOICE, "WRITTEN", null);
        return true;
    }

    /**
     * Notifies the callee on {@code device}; the contact means can be used for {@code wait} (S29) once that has left.
     *
     * @param quietUntil when the callee's quiet hours end; empty if it is not in them
     * @return for how long the notification is held back for them, or because enough was written
     */
    public Duration notifyCallee(RunningCase running, Device device, Duration wait, Optional<Instant> quietUntil) {
        Instant now = clock.instant();
        cases.moveTo(running.id(), CaseState.WAITING_FOR_CALLEE);
        outbox.withdrawQuestions(running.id());
        OutboundMessage notification = message(running, MessageKind.NOTIFICATION, running.notifiedId(), device);
        MessageTurn turn = outbox.turnOf(notification, heldUntil(device, quietUntil));
        Instant end = turn.heldUntil().orElse(now).plus(wait);
        write(
                notification.until(end),
                turn,
                new Grant(Purpose.CONTACT, end),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
        return heldFor(turn, now);
    }

    /** The callee was notified before, too: the contact means of all the notifications can be used for {@code wait} from now on. */
    public void keepContactMeans(RunningCase running, Duration wait) {
        Instant end = clock.instant().plus(wait);
        granted.extend(running.id(), Purpose.CONTACT, end);
        outbox.keepValid(running.id(), MessageKind.NOTIFICATION, end);
    }

    /** The callee has used a contact means: one claim ends the other notices of the case. */
    void claimed(UUID caseId) {
        outbox.withdrawOtherNotices(caseId);
    }

    /** Tells the switch to connect the two, the callee on the device they chose (S31). */
    public void connect(RunningCase running, Announcement announcement) {
        cases.startConnecting(running.id(), announcement);
        UUID device = running.reachableOn()
                .orElseThrow(() -> new IllegalStateException("The callee has not said on which device to connect."));
        OutboundMessage connection = message(running, MessageKind.CONNECTION, running.calleeId(), Medium.VOICE, device);
        write(connection, outbox.turnOf(connection, Optional.empty()));
    }

    /** From now on the case is about informing the caller, whatever it waited for before. */
    public RunningCase turnToCaller(RunningCase running) {
        return running.state() == CaseState.INFORMING_CALLER
                ? running
                : cases.stopConnecting(running, CaseState.INFORMING_CALLER);
    }

    /**
     * Informs the caller on {@code device} that the callee can be reached (claim 21).
     *
     * @param wait for how long the case waits to hear that it arrived; empty if that is not limited
     * @param quietUntil when the caller's quiet hours end; empty if it is not in them
     * @return for how long the information is held back for them, or because enough was written
     */
    public Duration inform(RunningCase running, Device device, Optional<Duration> wait, Optional<Instant> quietUntil) {
        Instant now = clock.instant();
        OutboundMessage information =
                message(turnToCaller(running), MessageKind.INFORMATION, running.callerId(), device);
        MessageTurn turn = outbox.turnOf(information, heldUntil(device, quietUntil));
        write(
                wait.map(end(turn, now)::plus).map(information::until).orElse(information),
                turn,
                Stream.concat(
                                Stream.of(new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE))),
                                running.answeredInWords()
                                        ? Stream.of(new Grant(
                                                Purpose.LINE, end(turn, now).plus(ANSWERABLE_IN_WORDS)))
                                        : Stream.empty())
                        .toArray(Grant[]::new));
        return heldFor(turn, now);
    }

    /**
     * Passes on to who was notified what the caller has answered them: where they were notified, or else in writing to the first of their
     * devices that takes it. If they want nothing of the caller or of Ringback any more, nothing is passed on, and the caller does not
     * learn it.
     */
    void passOn(RunningCase running) {
        List<Device> devices = running.callerId() == null
                        || directory
                                .blocked(running.notifiedId(), running.callerId())
                                .isPresent()
                ? List.of()
                : devicesLeft
                        .left(running, MessageKind.LINE, running.notifiedId())
                        .inWriting()
                        .devices();
        Optional<UUID> notified = sent.notifiedOn(running.id());
        Optional<Device> device = devices.stream()
                .filter(one -> notified.filter(one.id()::equals).isPresent())
                .findFirst()
                .or(() -> devices.stream().findFirst());
        if (device.isEmpty()) {
            journal.write(running.id(), Step.LINE, null, "SKIPPED", "nothing may be written there any more");
            return;
        }
        OutboundMessage line = message(running, MessageKind.LINE, running.notifiedId(), device.get());
        write(
                line,
                outbox.turnOf(line, Optional.empty()),
                new Grant(Purpose.UNSUBSCRIBE, clock.instant().plus(UNSUBSCRIBABLE)));
    }

    /**
     * Asks the caller on {@code device} whether the time suits them that the callee has named; the answer counts until then.
     *
     * @return the question
     */
    UUID askAboutTime(RunningCase running, Device device, Instant at) {
        OutboundMessage question = message(running, MessageKind.TIME_QUESTION, running.callerId(), device);
        write(
                question.until(at),
                outbox.turnOf(question, Optional.empty()),
                new Grant(Purpose.ANSWER, at),
                new Grant(Purpose.UNSUBSCRIBE, clock.instant().plus(UNSUBSCRIBABLE)));
        return question.id();
    }

    /** Nobody needs the caller's answer any more to the times that they were asked about. */
    void askNoMoreAboutTime(RunningCase running) {
        outbox.cancelTimeQuestions(running.id());
        granted.expire(running.id(), MessageKind.TIME_QUESTION.name(), Purpose.ANSWER);
    }

    private static Instant end(MessageTurn turn, Instant now) {
        return turn.heldUntil().orElse(now);
    }

    /** In quiet hours only what rings is held back. */
    private static Optional<Instant> heldUntil(Device device, Optional<Instant> quietUntil) {
        return quietUntil.filter(until -> device.messageMedium().rings());
    }

    private static Duration heldFor(MessageTurn turn, Instant now) {
        return turn.heldUntil().map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
    }

    /**
     * The caller tried again: a notice that has not left or not arrived yet says so, and nobody is written to twice.
     *
     * @param conference where the callee was to join this time
     */
    public void countRepeat(UUID caseId, Instant triedAt, Optional<Address> conference) {
        cases.countRepeat(caseId, triedAt, conference);
        outbox.replaceWaitingNotification(caseId);
    }

    /** The callee did not answer the connection and may use the contact means again, for {@code wait}. */
    public void letCalleeTryAgain(RunningCase running, Duration wait) {
        cases.stopConnecting(running, CaseState.WAITING_FOR_CALLEE);
        Instant end = clock.instant().plus(wait);
        granted.reopen(running.id(), Purpose.CONTACT, end);
        outbox.keepValid(running.id(), MessageKind.NOTIFICATION, end);
        journal.write(running.id(), Step.TRY_AGAIN, null);
    }

    /** Why the case's messages failed, as lines for an operator: medium and problem, without addresses. */
    public List<String> failures(RunningCase running) {
        return outbox.failures(running.id());
    }

    /** What failed before is no reason any more not to try it: an operator has mended it. */
    public void forgetFailures(RunningCase running) {
        outbox.setFailuresAside(running.id());
        journal.write(running.id(), Step.OPERATOR_SENT_AGAIN, null);
    }

    /**
     * Asks the reader of {@code letter} what a reply to it meant, where the letter went, whoever the reply says it is from. Once for
     * each letter: two machines that answer each other end there.
     */
    void askBack(MessageInContext letter, AskedBack reply) {
        if (outbox.askBack(courtesy(MessageKind.ASK_BACK, letter), reply)) {
            journal.write(letter.caseId(), Step.ASK_BACK, letter.medium(), "WRITTEN", null);
        }
    }

    /** Tells someone who replied too late that the case is over; once, however often they reply. */
    void close(MessageInContext late) {
        if (!outbox.hasWritten(late.caseId(), MessageKind.CLOSING, late.reader().id())) {
            outbox.write(
                    courtesy(MessageKind.CLOSING, late),
                    List.of(new Grant(Purpose.UNSUBSCRIBE, clock.instant().plus(UNSUBSCRIBABLE))));
        }
    }

    private static OutboundMessage courtesy(MessageKind kind, MessageInContext answered) {
        return new OutboundMessage(
                UUID.randomUUID(),
                answered.caseId(),
                kind,
                answered.medium(),
                answered.reader().id(),
                answered.deviceId());
    }

    private static OutboundMessage message(RunningCase running, MessageKind kind, UUID personId, Device device) {
        return message(running, kind, personId, device.messageMedium(), device.id());
    }

    private static OutboundMessage message(
            RunningCase running, MessageKind kind, UUID personId, Medium medium, UUID deviceId) {
        return new OutboundMessage(UUID.randomUUID(), running.id(), kind, medium, personId, deviceId);
    }

    private void write(OutboundMessage message, MessageTurn turn, Grant... grants) {
        outbox.write(message, List.of(grants), turn);
        journal.write(
                message.caseId(),
                Step.valueOf(message.kind().name()),
                message.medium(),
                "WRITTEN",
                turn.reason().orElse(null));
    }
}
