package io.ringback.telephony.diversion;

import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.WrittenAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code "Display Name" <uri>;parameters} (RFC 3261 20.10), as in From, Diversion and History-Info.
 *
 * @param displayName without quotes; empty if there is none
 * @param uri within the angle brackets, or without any
 * @param parameters of the header, by name in lower case
 */
record NameAddress(String displayName, SipUri uri, Map<String, String> parameters) {

    /**
     * Those of the lines of one header that can be read, in order. The others are passed over: History-Info may hold any URI
     * (RFC 7044), and one entry that makes no sense takes nothing from the rest.
     */
    static List<NameAddress> readable(List<String> lines) {
        return HeaderGrammar.values(lines).stream()
                .map(NameAddress::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty if it is no address, or neither {@code sip:}, {@code sips:} nor {@code tel:}. */
    static Optional<NameAddress> read(String value) {
        return WrittenAddress.read(value).flatMap(written -> SipUri.read(written.uri())
                .map(uri -> new NameAddress(written.displayName(), uri, written.parameters())));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty());
    }
}
