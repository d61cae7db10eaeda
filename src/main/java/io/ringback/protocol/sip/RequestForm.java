package io.ringback.protocol.sip;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the form of every request must be (RFC 3261 section 25, 8.1.1, 18.3) and JAIN-SIP does not look at. */
final class RequestForm {

    private static final Pattern REQUEST_LINE =
            Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+) ([^ \t<>\"]+) SIP/([0-9]+)\\.([0-9]+)");

    private static final Pattern SEQUENCE = Pattern.compile("([0-9]{1,10})[ \t]+([A-Za-z0-9.!%*_+`'~-]+)");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    /** RFC 3261 8.1.1.5: less than 2^31. */
    private static final long SEQUENCES = 1L << 31;

    private static final List<String> ONCE =
            List.of("from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type", "event");

    private RequestForm() {}

    /** @param datagram whether the message ends with the datagram and not with its Content-Length */
    static Optional<Fault> fault(WrittenMessage message, int length, int longest, boolean datagram) {
        Optional<Fault> unframed = framing(message, length, longest, datagram);
        if (unframed.isPresent()) {
            return unframed;
        }
        Matcher line = REQUEST_LINE.matcher(message.firstLine());
        if (!line.matches()) {
            return Optional.of(Fault.bad("Bad request line"));
        }
        if (!line.group(3).equals("2") || !line.group(4).equals("0")) {
            return Optional.of(new Fault(505, "Version Not Supported", false));
        }
        // RFC 3261 19.1.1: headers are for URIs elsewhere.
        String uri = line.group(2);
        if (uri.regionMatches(true, 0, "sip", 0, 3) && uri.indexOf('?', uri.lastIndexOf('@') + 1) >= 0) {
            return Optional.of(Fault.bad("Headers in the request URI"));
        }
        for (String name : ONCE) {
            if (message.all(name).size() > 1) {
                return Optional.of(Fault.bad("More than one " + name));
            }
        }
        for (String name : List.of("from", "to", "call-id", "cseq", "via")) {
            if (message.first(name).filter(value -> !value.isEmpty()).isEmpty()) {
                return Optional.of(Fault.bad("No " + name));
            }
        }
        return sequence(message, line.group(1)).or(() -> needed(message, line.group(1)));
    }

    private static Optional<Fault> framing(WrittenMessage message, int length, int longest, boolean datagram) {
        if (!message.complete()) {
            return Optional.of(Fault.unframed("The headers do not end"));
        }
        Optional<String> written = message.first("content-length");
        if (written.isEmpty()) {
            // RFC 3261 20.14
            return datagram ? Optional.empty() : Optional.of(Fault.unframed("No content-length"));
        }
        if (!LENGTH.matcher(written.get()).matches()) {
            return Optional.of(Fault.unframed("Bad content-length"));
        }
        int body = Integer.parseInt(written.get());
        if (datagram && body > length - message.bodyStart()) {
            return Optional.of(Fault.unframed("Shorter than its content-length"));
        }
        return !datagram && message.bodyStart() + body > longest
                ? Optional.of(new Fault(413, "Request Entity Too Large", true))
                : Optional.empty();
    }

    private static Optional<Fault> sequence(WrittenMessage message, String method) {
        Matcher sequence = SEQUENCE.matcher(message.first("cseq").orElse(""));
        if (!sequence.matches() || Long.parseLong(sequence.group(1)) >= SEQUENCES) {
            return Optional.of(Fault.bad("Bad cseq"));
        }
        return sequence.group(2).equals(method)
                ? Optional.empty()
                : Optional.of(Fault.bad("The cseq is for another method"));
    }

    /** RFC 3261 8.1.1.7: who does not begin its branch so speaks the older SIP, whose INVITEs may have no Contact. */
    static boolean isOfRfc2543(WrittenMessage message) {
        return !message.first("via").orElse("").contains("z9hG4bK");
    }

    /** What the methods need that open a dialog, or belong to an event package (RFC 3261 8.1.1.8, RFC 6665 3.1.2, 4.1.3). */
    private static Optional<Fault> needed(WrittenMessage message, String method) {
        boolean inDialog = message.first("to").orElse("").contains("tag=");
        boolean opens = method.equals("INVITE") || method.equals("SUBSCRIBE");
        if (opens && !inDialog && message.all("contact").isEmpty() && !isOfRfc2543(message)) {
            return Optional.of(Fault.bad("No contact"));
        }
        boolean events = method.equals("SUBSCRIBE") || method.equals("NOTIFY") || method.equals("PUBLISH");
        if (events && message.all("event").isEmpty()) {
            return Optional.of(new Fault(489, "Bad Event", false));
        }
        return method.equals("NOTIFY") && message.all("subscription-state").isEmpty()
                ? Optional.of(Fault.bad("No subscription-state"))
                : Optional.empty();
    }
}
