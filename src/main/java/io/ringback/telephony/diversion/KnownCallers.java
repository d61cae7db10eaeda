package io.ringback.telephony.diversion;

import io.ringback.directory.Address;
import io.ringback.directory.Directory;
import io.ringback.directory.Medium;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** By which of several addresses a caller is known: the network may vouch for a name and a number (RFC 3325 9.1). */
@Component
class KnownCallers {

    private final Predicate<Address> isKnown;

    @Autowired
    KnownCallers(Directory directory) {
        this(address ->
                directory.lookUp(Medium.VOICE, address, address).caller().isPresent());
    }

    /** @param isKnown whether somebody has this address */
    KnownCallers(Predicate<Address> isKnown) {
        this.isKnown = isKnown;
    }

    /** The first that somebody has, or else the first; empty if there is none. */
    Optional<String> first(List<Address> addresses) {
        // One alone needs no look at the directory.
        return addresses.size() < 2
                ? addresses.stream().map(Address::uri).findFirst()
                : addresses.stream()
                        .filter(isKnown)
                        .findFirst()
                        .or(() -> addresses.stream().findFirst())
                        .map(Address::uri);
    }
}
