package io.ringback.reach;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences.ReturnCallsTo;
import io.ringback.failedcall.Conferences;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** On which telephones the two can be called for a connection, by the dialling rules and by preference (S31, S50). */
@Component
public class Phones {

    private final DiallingRules rules;
    private final Conferences conferences;

    Phones(DiallingRules rules, Conferences conferences) {
        this.rules = rules;
        this.conferences = conferences;
    }

    /** Those of {@code person}, best first. */
    public List<Device> of(Person person) {
        return person.devices().stream().filter(this::isCallable).toList();
    }

    /** Whether the device is a telephone that may be called. */
    public boolean isCallable(Device device) {
        return device.medium() == Medium.VOICE && mayCall(device.address());
    }

    private boolean mayCall(Address address) {
        return rules.refusal(address).isEmpty();
    }

    /**
     * Where the callee is connected to: the conference if there is one, else a phone of the caller.
     *
     * @param calledFrom from where the caller tried
     */
    public Optional<Address> toJoin(Optional<Address> conference, Person caller, Address calledFrom) {
        if (conference.isPresent()) {
            return conference.filter(conferences::has).filter(this::mayCall);
        }
        Optional<Address> calling = caller.preferences().returnCallsTo() == ReturnCallsTo.CALLING_PHONE
                ? calling(caller, calledFrom)
                : Optional.empty();
        return calling.or(() -> of(caller).stream().map(Device::address).findFirst());
    }

    /**
     * This telephone and no other, as long as it is the caller's and may be called: the one they called from, or named; also one that is
     * listed for messages only, as a mobile may be.
     */
    public Optional<Address> calling(Person caller, Address calledFrom) {
        return caller.devices().stream()
                .map(Device::address)
                .filter(Medium.VOICE::carries)
                .filter(calledFrom::isSameTelephoneAs)
                .filter(this::mayCall)
                .findFirst();
    }
}
