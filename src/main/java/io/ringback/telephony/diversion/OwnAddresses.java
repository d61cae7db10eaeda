package io.ringback.telephony.diversion;

import java.util.Set;

/**
 * The users and numbers under which Ringback itself is called and calls, at whatever host.
 *
 * @param users user parts, or numbers in international form
 */
record OwnAddresses(Set<String> users) {

    OwnAddresses {
        users = Set.copyOf(users);
    }

    boolean contains(SipUri uri) {
        return users.contains(uri.user());
    }
}
