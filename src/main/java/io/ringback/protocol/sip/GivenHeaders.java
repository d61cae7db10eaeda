package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParserFactory;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.header.HeaderFactory;
import javax.sip.message.Message;

/** The headers and the body that whoever uses the agent gives to a message, beside those the agent sets itself. */
final class GivenHeaders {

    private static final Set<String> THE_AGENTS_OWN = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "max-forwards",
            "content-length",
            "content-type",
            "record-route");

    private static final String TEXT = "text/plain";

    private GivenHeaders() {}

    /** @throws IllegalArgumentException if a value cannot be written as that header; the message names it */
    static void add(Message message, HeaderFactory factory, Map<String, List<String>> headers, Optional<String> body) {
        headers.forEach((name, values) -> {
            if (!THE_AGENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                message.removeHeader(name);
                values.forEach(value -> add(message, name, value));
            }
        });
        body.ifPresent(text -> Messages.body(
                message,
                factory,
                headers.getOrDefault("Content-Type", List.of(TEXT)).get(0),
                text));
    }

    /** @throws IllegalArgumentException if {@code value} cannot be written as that header; the message names it */
    static void add(Message message, String name, String value) {
        if (hasLineEnd(name) || hasLineEnd(value)) {
            throw new IllegalArgumentException("The header " + name.strip() + " must be one line");
        }
        try {
            // Whether the header is one or a list is for JAIN-SIP to know.
            SIPHeader header =
                    ParserFactory.createParser(name + ": " + value + "\n").parse();
            ((SIPMessage) message).attachHeader(header, false);
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a value of the header " + name, e);
        }
    }

    private static boolean hasLineEnd(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
}
