package io.ringback.media.sipmessage;

import io.ringback.protocol.sip.HeaderGrammar;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.protocol.sip.WrittenAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a MESSAGE is from and to: SIP URIs without parameters, as devices are registered. */
final class PartyAddress {

    private static final Pattern SIP = Pattern.compile("(?i)(sips?):((?:[^@\\s<>\"]+@)?)([^@;?\\s<>\"]+)(?:[;?].*)?");

    private PartyAddress() {}

    /**
     * Whom the switch vouches for: P-Asserted-Identity (RFC 3325) where it sets one, else From.
     *
     * @throws RefusedMessage if there is no SIP address
     */
    static String sender(SipRequest message) {
        List<String> asserted = message.all("P-Asserted-Identity");
        return HeaderGrammar.values(asserted).stream()
                .map(PartyAddress::uri)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> asserted.isEmpty() ? message.first("From").flatMap(PartyAddress::uri) : Optional.empty())
                .orElseThrow(() -> RefusedMessage.malformed("The sender has no SIP address"));
    }

    /** The sender of ours that it answers: To, which proxies leave as it was written. */
    static String recipient(SipRequest message) {
        return message.first("To")
                .flatMap(PartyAddress::uri)
                .orElseThrow(() -> RefusedMessage.malformed("To has no SIP address"));
    }

    private static Optional<String> uri(String value) {
        return WrittenAddress.read(value)
                .map(WrittenAddress::uri)
                .map(SIP::matcher)
                .filter(Matcher::matches)
                .map(sip -> sip.group(1).toLowerCase(Locale.ROOT) + ":" + sip.group(2) + sip.group(3));
    }
}
