package io.ringback.conversation;

import io.ringback.cases.CaseMessage;
import io.ringback.cases.CaseProcess;
import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.Journal;
import io.ringback.cases.Journal.Step;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.OutboundMessage;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.inbox.EventHandler;
import io.ringback.inbox.EventKind;
import io.ringback.inbox.InboundEvent;
import io.ringback.inbox.Inbox;
import io.ringback.reach.QuietTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Signs of life: somebody for whom cases wait can be reached just now. Each case is told once of each kind of sign, and of none that its
 * diagram does not wait for. It is never so in somebody's quiet hours, and never where they do not want to be watched.
 */
@Component
@EnableConfigurationProperties(SeenProperties.class)
public class CalleeSeen implements SignsOfLife, EventHandler {

    /** A sign for more cases than these would have somebody told of all of them at one moment. */
    private static final int MOST = 9;

    /** What arrives in these has arrived at a device; a mailbox takes mail while everything is off. */
    private static final Set<Medium> TO_DEVICES = Set.of(Medium.SMS, Medium.MMS, Medium.INSTANT_MESSAGE);

    private static final String SEEN_BY = "seenBy";

    private final SeenProperties settings;
    private final Cases cases;
    private final CaseProcess process;
    private final Directory directory;
    private final QuietTime quietTime;
    private final SeenPolicy policy;
    private final Inbox inbox;
    private final Journal journal;

    CalleeSeen(
            SeenProperties settings,
            Cases cases,
            CaseProcess process,
            Directory directory,
            QuietTime quietTime,
            SeenPolicy policy,
            Inbox inbox,
            Journal journal) {
        this.settings = settings;
        this.cases = cases;
        this.process = process;
        this.directory = directory;
        this.quietTime = quietTime;
        this.policy = policy;
        this.inbox = inbox;
        this.journal = journal;
    }

    @Override
    public void seen(UUID personId, SeenBy sign) {
        events(personId, sign).forEach(inbox::receive);
    }

    /** Whether signs of somebody's life may be looked for and may count at all, by what they have said about it. */
    boolean mayBeSeen(Optional<Boolean> theirWord) {
        return theirWord.orElse(settings.unlessOptedOut());
    }

    @Override
    public boolean mayBeSeen(UUID personId) {
        return directory
                .find(personId)
                .filter(person -> mayBeSeen(person.preferences().seen())
                        && !person.preferences().never())
                .isPresent();
    }

    @Override
    public List<UUID> toBeSeen(int most) {
        return cases.calleesToBeSeen(settings.unlessOptedOut(), most);
    }

    /**
     * A message of ours has arrived at its device, in the transaction that says so.
     *
     * @param underWay for how long its server had it
     */
    void arrived(OutboundMessage message, Duration underWay) {
        if (TO_DEVICES.contains(message.medium()) && underWay.compareTo(settings.offFor()) >= 0) {
            events(message.personId(), SeenBy.RECEIPT).forEach(inbox::follow);
        }
    }

    private List<InboundEvent> events(UUID personId, SeenBy sign) {
        if (directory.find(personId).filter(this::isSeenNow).isEmpty()) {
            return List.of();
        }
        return cases.read(cases.waitingForCallee(personId, MOST)).values().stream()
                .filter(running -> process.waitsFor(running, CaseMessage.CALLEE_SEEN))
                .map(running -> new InboundEvent(
                        "seen:" + running.id() + ":" + sign,
                        EventKind.CALLEE_SEEN,
                        running.id(),
                        Map.of(SEEN_BY, sign.name())))
                .toList();
    }

    private boolean isSeenNow(Person person) {
        return mayBeSeen(person.preferences().seen())
                && !person.preferences().never()
                && quietTime.until(person).isEmpty();
    }

    @Override
    public boolean handles(EventKind kind) {
        return kind == EventKind.CALLEE_SEEN;
    }

    @Override
    public Handling handle(InboundEvent event) {
        RunningCase running = cases.lock(event.caseId()).orElseThrow();
        // It may have been stored for later, and what was so then may not be so now.
        if (running.state() != CaseState.WAITING_FOR_CALLEE
                || running.deputyId().isPresent()
                || directory.find(running.calleeId()).filter(this::isSeenNow).isEmpty()
                || !process.waitsFor(running, CaseMessage.CALLEE_SEEN)) {
            return Handling.LATE;
        }
        SeenBy sign = SeenBy.valueOf(event.get(SEEN_BY));
        WhenSeen then = policy.of(running, sign);
        if (then == WhenSeen.NOTHING
                || then == WhenSeen.OFFER_CALL && journal.tells(running.id(), Step.CALLEE_SEEN, then.name())) {
            return Handling.HANDLED;
        }
        journal.write(running.id(), Step.CALLEE_SEEN, null, then.name(), sign.name());
        process.tell(running, CaseMessage.CALLEE_SEEN, Map.of("whenSeen", then.name()));
        if (then == WhenSeen.TELL_CALLER
                && cases.read(running.id()).state() == CaseState.WAITING_FOR_CALLEE
                && !process.waitsFor(running, CaseMessage.CONTACT_MEANS_USED)) {
            // The caller cannot be informed yet, and nothing catches any more what the callee says.
            cases.moveTo(running.id(), CaseState.INFORMING_CALLER);
        }
        return Handling.HANDLED;
    }
}
