package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who called, as far as the switch vouches for it. */
final class Caller {

    private static final Set<String> NOBODY =
            Set.of("anonymous", "unavailable", "restricted", "unknown", "private", "withheld");

    private Caller() {}

    /** A conference's address (RFC 4579 4.1, 5.1): the Contact of a focus that is in our list. Anybody can claim to be one. */
    static Optional<SipUri> conference(SipRequest request, PeoplesAddresses people) {
        return NameAddress.readable(request.all("Contact")).stream()
                .filter(contact -> contact.parameters().containsKey("isfocus")
                        || contact.uri().parameters().containsKey("isfocus"))
                .map(NameAddress::uri)
                .filter(focus -> people.conference(focus).isPresent())
                .findFirst();
    }

    /**
     * P-Asserted-Identity (RFC 3325), which a trusted peer sets; else the older Remote-Party-ID; else From. Once the network
     * vouches for somebody, From is never believed instead, even if that somebody cannot be read. Of a conference that calls
     * out, who asked it to (Referred-By, RFC 3892), if the identity is the conference itself.
     *
     * @return the identities of one person: RFC 3325 9.1 allows a {@code sip:} and a {@code tel:} one. Empty if the caller does
     *     not want to be known, or nobody knows them
     * @throws UnreadableRequest if nobody vouches for anybody, and From cannot be read
     */
    static List<NameAddress> of(SipRequest request, PeoplesAddresses addresses) {
        String from = request.first("From").orElseThrow(() -> UnreadableRequest.malformed("From is missing"));
        if (Privacy.isWanted(request)) {
            return List.of();
        }
        Optional<List<NameAddress>> vouchedFor = vouchedFor(request);
        List<NameAddress> identities = vouchedFor.orElseGet(() -> List.of(NameAddress.read(from)
                .orElseThrow(() -> UnreadableRequest.malformed("From has no address that can be read"))));
        Optional<SipUri> conference = conference(request, addresses);
        List<NameAddress> people = identities.stream()
                .filter(identity -> conference.filter(identity.uri()::sameAs).isEmpty())
                .toList();
        if (people.isEmpty() && conference.isPresent()) {
            people = NameAddress.readable(request.all("Referred-By")).stream()
                    .limit(1)
                    .toList();
        }
        return people.stream().filter(caller -> !isNobody(caller.uri())).toList();
    }

    /** What can be read of what the network says; empty if it says nothing of the caller. */
    private static Optional<List<NameAddress>> vouchedFor(SipRequest request) {
        List<String> asserted = request.all("P-Asserted-Identity");
        if (!asserted.isEmpty()) {
            return Optional.of(NameAddress.readable(asserted));
        }
        List<String> parties = HeaderGrammar.values(request.all("Remote-Party-ID")).stream()
                .filter(Privacy::isOfCaller)
                .toList();
        return parties.isEmpty()
                ? Optional.empty()
                : Optional.of(parties.stream()
                        .map(NameAddress::read)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** RFC 3323 4.1.1.3 and what gateways write. A URI without a user is a gateway, not a person. */
    static boolean isNobody(SipUri uri) {
        String host = uri.host().toLowerCase(Locale.ROOT);
        return uri.user().isEmpty()
                || NOBODY.contains(uri.user().toLowerCase(Locale.ROOT))
                || host.endsWith(".invalid");
    }
}
