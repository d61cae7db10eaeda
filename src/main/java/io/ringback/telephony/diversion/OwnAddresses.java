package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The users and numbers under which Ringback itself is called and calls, at whatever host.
 *
 * @param users user parts, or numbers in international form
 * @param number the one of them that people see when they are called; empty if there is none
 * @param numbers how the trunk writes such numbers besides
 */
record OwnAddresses(Set<String> users, String number, TrunkNumbers numbers) {

    OwnAddresses {
        users = Set.copyOf(users);
    }

    boolean contains(SipUri uri) {
        return is(uri, users::contains);
    }

    /** Whether it is the number that people see when they are called. */
    boolean isNumber(SipUri uri) {
        return !number.isEmpty() && is(uri, number::equals);
    }

    private boolean is(SipUri uri, Predicate<String> own) {
        return own.test(uri.user())
                || numbers.number(uri.user()).map(Address::value).filter(own).isPresent();
    }
}
