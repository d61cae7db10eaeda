package io.ringback.conversation;

import io.ringback.cases.Cases;
import io.ringback.cases.RunningCase;
import io.ringback.delivery.MessageKind;
import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import io.ringback.directory.Pair;
import io.ringback.directory.Person;
import io.ringback.failedcall.CallerIdentity;
import io.ringback.reach.DevicesLeft;
import io.ringback.reach.Phones;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Has the two of a case change roles when the caller does not answer the returned call: the caller has missed a call now, and is the
 * callee of it, with all that a callee may wish. Every method takes part in the caller's transaction, which has locked the case.
 */
@Component
public class Turns {

    /** However a table has it, so often at most. */
    public static final int MOST = 10;

    private final Cases cases;
    private final Directory directory;
    private final DevicesLeft devices;
    private final Phones phones;

    Turns(Cases cases, Directory directory, DevicesLeft devices, Phones phones) {
        this.cases = cases;
        this.directory = directory;
        this.devices = devices;
        this.phones = phones;
    }

    /**
     * Whether the two can change roles: both are known, it was for no conference and nobody stands in, the callee has not answered in words,
     * the caller is not perhaps somebody else, may be told of the callee's call and can be reached otherwise than by the telephone that rang in vain, and no case is open
     * the other way round.
     */
    public boolean canSwap(RunningCase running) {
        if (running.turns() >= MOST
                || running.conference().isPresent()
                || running.deputyId().isPresent()
                || running.answeredInWords()
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
        return cases.turn(running, answeredAt(running, answered).orElseThrow(), rangAt(running, missed));
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
