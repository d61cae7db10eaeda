package io.ringback.telephony.diversion;

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

    /** A conference's address (RFC 4579 4.1, 5.1): the Contact of a focus. */
    static Optional<SipUri> conference(SipRequest request) {
        return NameAddress.all(request.all("Contact").stream()
                        .filter(line -> !line.strip().equals("*"))
                        .toList())
                .stream()
                .filter(contact -> contact.parameters().containsKey("isfocus")
                        || contact.uri().parameters().containsKey("isfocus"))
                .map(NameAddress::uri)
                .findFirst();
    }

    /**
     * P-Asserted-Identity (RFC 3325), which a trusted peer sets; else the older Remote-Party-ID; else From. Of a conference
     * that calls out, who asked it to (Referred-By, RFC 3892), if the identity is the conference itself.
     *
     * @return empty if the caller does not want to be known, or nobody knows them
     */
    static Optional<SipUri> of(SipRequest request) {
        NameAddress from = request.first("From")
                .map(NameAddress::parse)
                .orElseThrow(() -> UnreadableRequest.malformed("From is missing"));
        if (wantsPrivacy(request) || isNobody(from.uri())) {
            return Optional.empty();
        }
        Optional<SipUri> conference = conference(request);
        return NameAddress.all(request.all("P-Asserted-Identity")).stream()
                .findFirst()
                .or(() -> remoteParty(request))
                .filter(identity -> conference.filter(identity.uri()::sameAs).isEmpty())
                .or(() -> conference.flatMap(focus ->
                        NameAddress.all(request.all("Referred-By")).stream().findFirst()))
                .or(() -> Optional.of(from))
                .map(NameAddress::uri)
                .filter(caller -> !isNobody(caller));
    }

    private static Optional<NameAddress> remoteParty(SipRequest request) {
        return NameAddress.all(request.all("Remote-Party-ID")).stream()
                .filter(party -> party.parameter("party").orElse("calling").equals("calling"))
                .findFirst();
    }

    /** RFC 3323 4.2 and RFC 3325 9.3; in Remote-Party-ID, privacy=full, name or uri. */
    private static boolean wantsPrivacy(SipRequest request) {
        boolean header = request.all("Privacy").stream()
                .flatMap(line -> List.of(line.split("[;,]")).stream())
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .anyMatch(value -> Set.of("id", "user", "header").contains(value));
        return header
                || remoteParty(request)
                        .flatMap(party -> party.parameter("privacy"))
                        .filter(privacy -> !privacy.equals("off"))
                        .isPresent();
    }

    /** RFC 3323 4.1.1.3 and what gateways write. A URI without a user is a gateway, not a person. */
    static boolean isNobody(SipUri uri) {
        String host = uri.host().toLowerCase(Locale.ROOT);
        return uri.user().isEmpty()
                || NOBODY.contains(uri.user().toLowerCase(Locale.ROOT))
                || host.endsWith(".invalid");
    }
}
