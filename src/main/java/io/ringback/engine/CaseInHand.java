package io.ringback.engine;

import io.ringback.cases.CaseState;
import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.database.Question;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.engine.PeopleFacts.Two;
import io.ringback.failedcall.FailedCall;
import io.ringback.reach.DevicesLeft;
import io.ringback.reach.DevicesLeft.Reach;
import io.ringback.reach.DevicesLeft.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the steps of one transaction know of their case, so that each need not ask the database again. It is forgotten when
 * the transaction ends, and nothing of it is stored in the engine: after a wait, also one that an analyst drew, all is looked
 * up as it is then.
 */
@Component
class CaseInHand {

    private static final class Known {
        private FailedCall call;
        private Pair pair;
        private RunningCase running;
        private MessageKind purpose;
        private Reach reach;
        private Medium only;
        private Optional<ContactWait> contactWait = Optional.empty();
        private boolean locked;
        private boolean ended;
        private OfferedFacts offered;
        private final Map<UUID, Optional<Person>> people = new HashMap<>();
    }

    private final QuietTable quiet;
    private final Cases cases;
    private final Directory directory;
    private final DevicesLeft devices;

    CaseInHand(Cases cases, Directory directory, DevicesLeft devices, QuietTable quiet) {
        this.quiet = quiet;
        this.cases = cases;
        this.directory = directory;
        this.devices = devices;
    }

    /** The case id, which is the instance's business key. */
    static UUID idOf(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    /** The case is about this call. */
    void take(UUID caseId, FailedCall call) {
        known(caseId).call = call;
    }

    /** The case is locked by this transaction, or new in it, and stands like this. */
    void take(RunningCase running) {
        Known known = known(running.id());
        known.running = running;
        known.locked = true;
    }

    void take(DelegateExecution execution, Pair pair) {
        known(idOf(execution)).pair = pair;
    }

    /** A step has brought the case into this state, in its row too. */
    void stands(DelegateExecution execution, CaseState state) {
        Known known = known(idOf(execution));
        known.running = running(execution).in(state);
    }

    /** A step has changed the case, in its row too. */
    void changed(RunningCase running) {
        known(running.id()).running = running;
    }

    /** The two of the case have changed roles: what is known of either as the other is not so any more. */
    void turned(RunningCase running) {
        Known known = known(running.id());
        known.running = running;
        known.pair = null;
        known.purpose = null;
        known.reach = null;
        known.only = null;
        known.contactWait = Optional.empty();
        known.offered = null;
    }

    /** The case has ended in this transaction. */
    void ended(UUID caseId) {
        known(caseId).ended = true;
    }

    boolean hasEnded(UUID caseId) {
        return known(caseId).ended;
    }

    /** Whether whoever brought this transaction about had locked the case: a message to it, or its beginning. */
    boolean isLocked(DelegateExecution execution) {
        return known(idOf(execution)).locked;
    }

    /** The callee has been notified in this transaction, and so is reached otherwise now. */
    void notified(DelegateExecution execution, ContactWait wait) {
        Known known = known(idOf(execution));
        known.contactWait = Optional.of(wait);
        known.purpose = null;
    }

    /** How long the callee has by a notification of this transaction; empty if it has written none. */
    Optional<ContactWait> contactWait(DelegateExecution execution) {
        return known(idOf(execution)).contactWait;
    }

    /** An operator has this medium tried next, whatever else is left. */
    void only(UUID caseId, Medium medium) {
        known(caseId).only = medium;
    }

    /** How the person can be reached to whom the case's message of this purpose goes, looked up once. */
    Reach reach(DelegateExecution execution, MessageKind purpose) {
        Known known = known(idOf(execution));
        if (known.purpose != purpose) {
            RunningCase running = running(execution);
            Reach reach = devices.left(running, purpose, receiver(running, purpose));
            known.reach = quiet.heeded(running, purpose, reach, () -> pair(execution), people(execution));
            known.purpose = purpose;
        }
        return known.only == null ? known.reach : known.reach.only(known.only);
    }

    /** What {@link #reach} asks the database first, to be asked with something else and taken by {@link #takeReach}. */
    Question<Row> reachAsked(DelegateExecution execution, MessageKind purpose) {
        RunningCase running = running(execution);
        return devices.devices(running, purpose, receiver(running, purpose));
    }

    void takeReach(DelegateExecution execution, MessageKind purpose, List<Row> answer) {
        Known known = known(idOf(execution));
        known.reach = devices.left(running(execution), purpose, answer);
        known.purpose = purpose;
    }

    private static UUID receiver(RunningCase running, MessageKind purpose) {
        return purpose == MessageKind.NOTIFICATION ? running.notifiedId() : running.callerId();
    }

    /** The call that began the case in this transaction; null in later ones. */
    FailedCall call(DelegateExecution execution) {
        return known(idOf(execution)).call;
    }

    Pair pair(DelegateExecution execution) {
        Known known = known(idOf(execution));
        if (known.pair == null) {
            RunningCase running = running(execution);
            known.pair = directory.lookUp(running.callerId(), running.calleeId());
        }
        return known.pair;
    }

    /** The caller and the callee, each looked up only when somebody wants to know. */
    Two people(DelegateExecution execution) {
        UUID caseId = idOf(execution);
        return new Two(
                caseId,
                () -> person(known(caseId), Pair::caller, running(execution).callerId()),
                () -> person(known(caseId), Pair::callee, running(execution).calleeId()),
                () -> running(execution).callerIdentity(),
                () -> cases.whyCalled(caseId));
    }

    private Optional<Person> person(Known known, Function<Pair, Optional<Person>> which, UUID id) {
        return known.pair != null
                ? which.apply(known.pair)
                : Optional.ofNullable(id)
                        .flatMap(one -> known.people.computeIfAbsent(one, unseen -> directory.find(one)));
    }

    /** What tables may ask for until other facts are offered. */
    void offer(DelegateExecution execution, OfferedFacts facts) {
        known(idOf(execution)).offered = facts;
    }

    OfferedFacts offered(UUID caseId) {
        return known(caseId).offered;
    }

    /** The case, from its row if this transaction has not read it yet. */
    RunningCase running(DelegateExecution execution) {
        UUID caseId = idOf(execution);
        Known known = known(caseId);
        if (known.running == null) {
            known.running = cases.read(caseId);
        }
        return known.running;
    }

    /** The best device left of the medium that a decision table chose, another one than those written to before if there is one. */
    Device device(DelegateExecution execution, MessageKind purpose, String mediumVariable) {
        Medium chosen = Medium.valueOf((String) execution.getVariable(mediumVariable));
        Reach reach = reach(execution, purpose);
        return reach.best(chosen)
                .or(() -> unwanted(execution, reach, purpose, chosen))
                .orElseThrow(() -> new IllegalStateException("The table choice-of-medium chose " + chosen
                        + ", but no device of that medium is left. Correct the rule: look at the ...Left inputs. If"
                        + " the case waited after the choice, draw the wait before it."));
    }

    /**
     * Who said so only after the choice, while the case waited, wants nothing: the dispatcher sends nothing there, and tells
     * the case, which has a way for that.
     */
    private Optional<Device> unwanted(DelegateExecution execution, Reach reach, MessageKind purpose, Medium chosen) {
        if (!reach.wantsNothing()) {
            return Optional.empty();
        }
        RunningCase running = running(execution);
        return directory.find(receiver(running, purpose)).flatMap(person -> person.devices().stream()
                .filter(device -> device.messageMedium() == chosen)
                .findFirst());
    }

    /** When the quiet hours end in which the person is to whom the case's message goes; empty if in none. */
    Optional<Instant> quietUntil(DelegateExecution execution, MessageKind purpose) {
        return reach(execution, purpose).quietUntil();
    }

    private Known known(UUID caseId) {
        InHand inHand = (InHand) TransactionSynchronizationManager.getResource(this);
        if (inHand == null) {
            inHand = new InHand();
            TransactionSynchronizationManager.bindResource(this, inHand);
            TransactionSynchronizationManager.registerSynchronization(inHand);
        }
        return inHand.cases.computeIfAbsent(caseId, id -> new Known());
    }

    private final class InHand implements TransactionSynchronization {
        private final Map<UUID, Known> cases = new HashMap<>();

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(CaseInHand.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(CaseInHand.this, this);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(CaseInHand.this);
        }
    }
}
