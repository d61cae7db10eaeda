package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.util.Set;

/**
 * The users and numbers under which Ringback itself is called and calls, at whatever host.
 *
 * @param users user parts, or numbers in international form
 * @param numbers how the trunk writes such numbers besides
 */
record OwnAddresses(Set<String> users, TrunkNumbers numbers) {

    OwnAddresses {
        users = Set.copyOf(users);
    }

    boolean contains(SipUri uri) {
        return users.contains(uri.user())
                || numbers.number(uri.user()).map(Address::value).filter(users::contains).isPresent();
    }
}
