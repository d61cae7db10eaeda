package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.session.DialableDomain;
import io.ringback.session.SessionIdentifier;
import io.ringback.telephony.trunk.TrunkNumbers;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The users and numbers under which Ringback itself is called and calls, at whatever host.
 *
 * @param users user parts, or numbers in international form
 * @param number the one of them that people see when they are called; empty if there is none
 * @param lent the numbers that stand for a session identifier each
 * @param domain where session identifiers are addresses themselves
 * @param numbers how the trunk writes such numbers besides
 */
record OwnAddresses(Set<String> users, String number, Set<String> lent, DialableDomain domain, TrunkNumbers numbers) {

    OwnAddresses {
        users = Set.copyOf(users);
        lent = Set.copyOf(lent);
    }

    boolean contains(SipUri uri) {
        return is(uri, users::contains);
    }

    /** Whether it is the number that people see when they are called. */
    boolean isNumber(SipUri uri) {
        return !number.isEmpty() && is(uri, number::equals);
    }

    /** The one of the numbers to be lent that it is. */
    Optional<String> lent(SipUri uri) {
        return Stream.concat(Stream.of(uri.user()), numbers.number(uri.user()).map(Address::value).stream())
                .filter(lent::contains)
                .findFirst();
    }

    /** The session identifier that it is, as it is written in links. */
    Optional<String> identifier(SipUri uri) {
        return domain.identifier(uri.user()).map(SessionIdentifier::token);
    }

    private boolean is(SipUri uri, Predicate<String> own) {
        return own.test(uri.user())
                || numbers.number(uri.user()).map(Address::value).filter(own).isPresent();
    }
}
