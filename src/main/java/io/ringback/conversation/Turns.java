package io.ringback.conversation;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.cases.WhyTurned;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.DevicesLeft;
import io.ringback.reach.MayBeRung;
import io.ringback.reach.Phones;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Has the two of a case change roles: when the caller does not answer the returned call, they have missed a call now, and are the
 * callee of it, with all that a callee may wish; and when the callee has said where they can be reached, the caller may act in turn. Every method takes part in the caller's transaction, which has locked the case.
 */
@Component
public class Turns {

    /** However a table has it, so often at most. */
    public static final int MOST = 10;

    private final Cases cases;
    private final Directory directory;
    private final DevicesLeft devices;
    private final Phones phones;
    private final MayBeRung mayBeRung;

    Turns(Cases cases, Directory directory, DevicesLeft devices, Phones phones, MayBeRung mayBeRung) {
        this.cases = cases;
        this.directory = directory;
        this.devices = devices;
        this.phones = phones;
        this.mayBeRung = mayBeRung;
    }

    /**
     * Whether the two can change roles: both are known, it was for no conference and nobody stands in, the callee has not answered in words,
     * the caller is not perhaps somebody else, may be told of the callee's call and can be reached otherwise than by the telephone that rang in vain, and no case is open
     * the other way round. Nor does who was only to be rung become the callee of that call: nobody has called them back.
     */
    public boolean canSwap(RunningCase running) {
        if (running.turns() >= MOST
                || running.conference().isPresent()
                || running.deputyId().isPresent()
                || running.answeredInWords()
                || running.callerIsToBeRung()
                || running.callerIdentity() == CallerIdentity.UNVERIFIED
                || running.callerId() == null
                || running.calleeId() == null
                || running.callerId().equals(running.calleeId())) {
            return false;
        }
        Pair turned = directory.lookUp(running.calleeId(), running.callerId());
        return turned.caller()
                        .filter(caller -> answeredAt(running, caller).isPresent())
                        .isPresent()
                && turned.callee()
                        .filter(callee -> !callee.preferences().never() && canBeTold(running, callee))
                        .isPresent()
                && !turned.blocked()
                && !cases.isOpen(running.calleeId(), running.callerId());
    }

    private boolean canBeTold(RunningCase running, Person callee) {
        Address rang = rangAt(running, callee);
        return devices.left(running, MessageKind.INFORMATION, callee.id()).devices().stream()
                .anyMatch(device -> device.messageMedium() != Medium.VOICE
                        || !device.address().isSameTelephoneAs(rang));
    }

    /**
     * Has them change roles.
     *
     * @throws IllegalStateException if they cannot
     * @throws Cases.ClaimRaced if a case was opened the other way round just now: to be tried again
     */
    public RunningCase swap(RunningCase running) {
        if (!canSwap(running)) {
            throw new IllegalStateException(
                    "The two cannot change roles in this case, but the table call-returned has them do so."
                            + " Correct the rule: look at the input rolesCanSwap.");
        }
        Person answered = directory.find(running.calleeId()).orElseThrow();
        Person missed = directory.find(running.callerId()).orElseThrow();
        return cases.turn(
                running, WhyTurned.MISSED, answeredAt(running, answered).orElseThrow(), rangAt(running, missed));
    }

    /**
     * Whether the caller can have the callee rung: the two can change roles, the caller has a telephone to do it with, and the callee
     * has named one on which they may be rung now.
     */
    public boolean callerCanDial(RunningCase running) {
        return canSwap(running)
                && directory
                        .find(running.callerId())
                        .filter(caller -> !phones.of(caller).isEmpty())
                        .isPresent()
                && named(running).isPresent();
    }

    /**
     * Has them change roles, so that the caller can have the callee rung where they have said that they can be reached.
     *
     * @throws IllegalStateException if the caller cannot
     * @throws Cases.ClaimRaced if a case was opened the other way round just now: to be tried again
     */
    public RunningCase letCallerDial(RunningCase running) {
        if (!callerCanDial(running)) {
            throw new IllegalStateException(
                    "The caller cannot have the callee rung in this case, but the table caller-dials says RING."
                            + " Correct the rule: look at the input callerCanDial.");
        }
        Person caller = directory.find(running.callerId()).orElseThrow();
        return cases.turn(running, WhyTurned.REACHABLE, named(running).orElseThrow(), rangAt(running, caller));
    }

    /** Where the callee has said that they can be reached, if that is a telephone on which they may be rung now. */
    private Optional<Address> named(RunningCase running) {
        return directory.find(running.calleeId()).flatMap(callee -> callee.devices().stream()
                .filter(device ->
                        running.reachableOn().filter(device.id()::equals).isPresent())
                .filter(phones::isCallable)
                .map(Device::address)
                .filter(telephone -> mayBeRung.on(telephone, callee, running.callerId()))
                .findFirst());
    }

    /**
     * Where the callee of a case is connected to. Who was to be rung on one telephone is rung on that, once, as long as they may be.
     *
     * @return empty if nobody may be called
     */
    public Optional<Address> toJoin(RunningCase running, Person caller) {
        return running.callerIsToBeRung()
                ? toBeRung(caller, running.calledFrom(), running.calleeId())
                        .filter(telephone -> running.connectionAttempts() == 0)
                : phones.toJoin(running.conference(), caller, running.calledFrom());
    }

    /** The telephone on which {@code person} has said that they can be reached, if they may be rung there now for {@code by}. */
    public Optional<Address> toBeRung(Person person, Address named, UUID by) {
        return phones.calling(person, named).filter(telephone -> mayBeRung.on(telephone, person, by));
    }

    /** The telephone on which the callee answered, or else one of theirs. */
    private Optional<Address> answeredAt(RunningCase running, Person callee) {
        return callee.devices().stream()
                .filter(device ->
                        running.reachableOn().filter(device.id()::equals).isPresent())
                .findFirst()
                .or(() -> phones.of(callee).stream().findFirst())
                .map(Device::address);
    }

    /** Where the caller was rung. */
    private Address rangAt(RunningCase running, Person caller) {
        return phones.toJoin(Optional.empty(), caller, running.calledFrom()).orElse(running.calledFrom());
    }
}
