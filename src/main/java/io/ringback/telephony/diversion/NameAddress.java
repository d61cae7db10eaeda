package io.ringback.telephony.diversion;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code "Display Name" <uri>;parameters} (RFC 3261 20.10), as in From, Diversion and History-Info.
 *
 * @param displayName as written, quotes and all
 * @param uri within the angle brackets, or without any
 * @param parameters of the header, by name in lower case
 */
record NameAddress(String displayName, SipUri uri, Map<String, String> parameters) {

    /** All that the lines of one header hold, in order. */
    static List<NameAddress> all(List<String> lines) {
        return SipGrammar.values(lines).stream().map(NameAddress::parse).toList();
    }

    static NameAddress parse(String value) {
        String withoutParameters = SipGrammar.split(value, ';').get(0);
        int open = withoutParameters.lastIndexOf('<');
        if (open < 0) {
            // RFC 3261 20.10: without brackets the parameters are those of the header.
            return new NameAddress(
                    "",
                    SipUri.parse(withoutParameters),
                    SipGrammar.parameters(value.substring(withoutParameters.length())));
        }
        if (!withoutParameters.endsWith(">")) {
            throw UnreadableRequest.malformed("Something follows the angle brackets of an address");
        }
        String display = withoutParameters.substring(0, open).strip();
        String uri = withoutParameters
                .substring(open + 1, withoutParameters.length() - 1)
                .strip();
        int end = value.indexOf(withoutParameters) + withoutParameters.length();
        return new NameAddress(display, SipUri.parse(uri), SipGrammar.parameters(value.substring(end)));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty());
    }
}
