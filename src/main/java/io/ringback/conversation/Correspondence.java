package io.ringback.conversation;

import io.ringback.cases.Announcement;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.Grant;
import io.ringback.delivery.MessageKind;
import io.ringback.delivery.OutboundMessage;
import io.ringback.delivery.Outbox;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.session.Purpose;
import io.ringback.wording.MessageInContext;
import io.ringback.wording.MessagesInContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the steps of the process have written to people and to the switch. Each call takes part in the step's transaction. */
@Component
public class Correspondence {

    /** A request to hear no more is honoured long after the case has ended (RFC 8058). */
    private static final Duration UNSUBSCRIBABLE = Duration.ofDays(60);

    /** Longer than anybody listens to a menu. */
    private static final Duration ANSWERABLE_ON_THE_SPOT = Duration.ofMinutes(10);

    private final Outbox outbox;
    private final Cases cases;
    private final MessagesInContext matters;
    private final Journal journal;
    private final Clock clock;

    Correspondence(Outbox outbox, Cases cases, MessagesInContext matters, Journal journal, Clock clock) {
        this.outbox = outbox;
        this.cases = cases;
        this.matters = matters;
        this.journal = journal;
        this.clock = clock;
    }

    /** Asks the caller on {@code device}; the answer counts for {@code wait} (S25). */
    public void ask(RunningCase matter, Device device, Duration wait) {
        Instant now = clock.instant();
        cases.moveTo(matter.id(), CaseState.ASKING_CALLER);
        write(
                matter,
                MessageKind.QUESTION,
                matter.callerId(),
                device,
                Optional.empty(),
                new Grant(Purpose.ANSWER, now.plus(wait)),
                new Grant(Purpose.WITHDRAW, now.plus(UNSUBSCRIBABLE)),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
    }

    /** Asks the caller in the call that failed, on the telephone that they hold. */
    void askOnTheSpot(RunningCase matter, UUID deviceId) {
        Instant now = clock.instant();
        cases.moveTo(matter.id(), CaseState.ASKING_CALLER);
        write(
                matter,
                MessageKind.OFFER,
                matter.callerId(),
                Medium.VOICE,
                deviceId,
                Optional.empty(),
                new Grant(Purpose.ANSWER, now.plus(ANSWERABLE_ON_THE_SPOT)),
                new Grant(Purpose.WITHDRAW, now.plus(UNSUBSCRIBABLE)),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
    }

    /**
     * Notifies the callee on {@code device}; the contact means can be used for {@code wait} (S29) once that has left.
     *
     * @param quietUntil when the callee's quiet hours end; empty if it is not in them
     * @return for how long the notification is held back for them
     */
    public Duration notifyCallee(RunningCase matter, Device device, Duration wait, Optional<Instant> quietUntil) {
        Instant now = clock.instant();
        Optional<Instant> heldUntil =
                quietUntil.filter(until -> device.messageMedium().rings());
        cases.moveTo(matter.id(), CaseState.WAITING_FOR_CALLEE);
        write(
                matter,
                MessageKind.NOTIFICATION,
                matter.calleeId(),
                device,
                heldUntil,
                new Grant(Purpose.CONTACT, heldUntil.orElse(now).plus(wait)),
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
        return heldUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
    }

    /** Tells the switch to connect the two, the callee on the device they chose (S31). */
    public void connect(RunningCase matter, Announcement announcement) {
        cases.startConnecting(matter.id(), announcement);
        UUID device = matter.reachableOn()
                .orElseThrow(() -> new IllegalStateException("The callee has not said on which device to connect."));
        write(matter, MessageKind.CONNECTION, matter.calleeId(), Medium.VOICE, device, Optional.empty());
    }

    /** From now on the case is about informing the caller, whatever it waited for before. */
    public RunningCase turnToCaller(RunningCase matter) {
        return matter.state() == CaseState.INFORMING_CALLER
                ? matter
                : cases.stopConnecting(matter, CaseState.INFORMING_CALLER);
    }

    /**
     * Informs the caller on {@code device} that the callee can be reached (claim 21).
     *
     * @param quietUntil when the caller's quiet hours end; empty if it is not in them
     * @return for how long the information is held back for them
     */
    public Duration inform(RunningCase matter, Device device, Optional<Instant> quietUntil) {
        Instant now = clock.instant();
        Optional<Instant> heldUntil =
                quietUntil.filter(until -> device.messageMedium().rings());
        write(
                turnToCaller(matter),
                MessageKind.INFORMATION,
                matter.callerId(),
                device,
                heldUntil,
                new Grant(Purpose.UNSUBSCRIBE, now.plus(UNSUBSCRIBABLE)));
        return heldUntil.map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
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
    public void letCalleeTryAgain(RunningCase matter, Duration wait) {
        cases.stopConnecting(matter, CaseState.WAITING_FOR_CALLEE);
        matters.reopenContactMeans(matter.id(), clock.instant().plus(wait));
        journal.write(matter.id(), Step.TRY_AGAIN, null);
    }

    /** What failed before is no reason any more not to try it: an operator has mended it. */
    public void forgetFailures(RunningCase matter) {
        outbox.setFailuresAside(matter.id());
        journal.write(matter.id(), Step.OPERATOR_SENT_AGAIN, null);
    }

    /** Tells someone who replied too late that the matter is over; once, however often they reply. */
    void close(MessageInContext matter) {
        if (outbox.hasWritten(
                matter.caseId(), MessageKind.CLOSING, matter.reader().id())) {
            return;
        }
        outbox.write(
                new OutboundMessage(
                        UUID.randomUUID(),
                        matter.caseId(),
                        MessageKind.CLOSING,
                        matter.medium(),
                        matter.reader().id(),
                        matter.deviceId()),
                List.of());
    }

    private void write(
            RunningCase matter,
            MessageKind kind,
            UUID personId,
            Device device,
            Optional<Instant> heldUntil,
            Grant... grants) {
        write(matter, kind, personId, device.messageMedium(), device.id(), heldUntil, grants);
    }

    private void write(
            RunningCase matter,
            MessageKind kind,
            UUID personId,
            Medium medium,
            UUID deviceId,
            Optional<Instant> heldUntil,
            Grant... grants) {
        outbox.write(
                new OutboundMessage(UUID.randomUUID(), matter.id(), kind, medium, personId, deviceId),
                List.of(grants),
                heldUntil);
        journal.write(
                matter.id(),
                Step.valueOf(kind.name()),
                medium,
                "WRITTEN",
                heldUntil.map(until -> "held until the quiet hours end").orElse(null));
    }
}
