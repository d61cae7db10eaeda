package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.AddressReader;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.util.Optional;

/** Who a URI of the switch is, in the form that the directory keeps people's addresses in. */
final class PeoplesAddresses {

    private final AddressReader addresses;
    private final TrunkNumbers numbers;

    PeoplesAddresses(AddressReader addresses, TrunkNumbers numbers) {
        this.addresses = addresses;
        this.numbers = numbers;
    }

    /** Empty if no address of a person can be written like that. */
    Optional<Address> of(SipUri uri) {
        return uri.parameter("phone-context").isPresent()
                ? read(uri)
                : numbers.number(uri.user()).or(() -> read(uri));
    }

    /** The address of something that calls itself so, such as a conference: its digits are no telephone's. */
    Optional<Address> read(SipUri uri) {
        try {
            return Optional.of(addresses.read(uri.address()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
