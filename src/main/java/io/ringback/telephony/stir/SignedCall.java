package io.ringback.telephony.stir;

import io.ringback.directory.Address;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The call that a signature must be about.
 *
 * @param caller who called, as we understood it
 * @param called whom they may have called: of several who sent the call on each, whom the caller called first
 * @param rang for how long it rang before it came to us
 * @param date the header of that name, which the compact form of a signature needs
 */
public record SignedCall(Address caller, List<Address> called, Duration rang, Optional<String> date) {

    public SignedCall {
        called = List.copyOf(called);
    }

    boolean isFrom(Passport.Identity identity) {
        return identity.equals(identity(caller));
    }

    boolean isTo(Set<Passport.Identity> identities) {
        return called.stream().map(SignedCall::identity).anyMatch(identities::contains);
    }

    /** RFC 8224 8.3: a number without anything but its digits. */
    static Passport.Identity identity(Address address) {
        return address.scheme().equals("tel")
                ? new Passport.Identity(Passport.Kind.NUMBER, address.uri().replaceAll("^tel:|[^0-9*#]", ""))
                : new Passport.Identity(Passport.Kind.URI, address.uri().toLowerCase(Locale.ROOT));
    }
}
