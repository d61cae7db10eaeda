package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.failedcall.Conferences;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.util.Optional;

/** Who a URI of the switch is, in the form that the directory keeps people's addresses in. */
final class PeoplesAddresses {

    private final AddressReader addresses;
    private final TrunkNumbers numbers;
    private final Conferences conferences;

    PeoplesAddresses(AddressReader addresses, TrunkNumbers numbers, Conferences conferences) {
        this.addresses = addresses;
        this.numbers = numbers;
        this.conferences = conferences;
    }

    /** Empty if no address of a person can be written like that. */
    Optional<Address> of(SipUri uri) {
        return uri.parameter("phone-context").isPresent()
                ? read(uri)
                : numbers.number(uri.user()).or(() -> read(uri));
    }

    /** The address of what claims to be a conference, if it is one: its digits are no telephone's. */
    Optional<Address> conference(SipUri uri) {
        return read(uri).filter(conferences::has);
    }

    private Optional<Address> read(SipUri uri) {
        try {
            return Optional.of(addresses.read(uri.address()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
