package io.ringback.protocol.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Headers that JAIN-SIP cannot parse and a transaction cannot do without, read by our own grammar: From and To, of which only
 * the tag matters and the rest is sent back, and Contact, whose want costs no answer, since that goes by Via.
 */
final class UnparsedHeaders {

    /** RFC 3261 25.1: a tag is a token. */
    private static final Pattern TAG = Pattern.compile("(?i);\\s*tag\\s*=\\s*([a-z0-9.!%*_+`'~-]+)\\s*(?=;|$)");

    /** A tag that says nothing is none: RFC 2543 allowed a party without. */
    private static final Pattern EMPTY_TAG = Pattern.compile("(?i);\\s*tag\\s*(?:=\\s*(?:\"\")?)?\\s*(?=;|$)");

    /** JAIN-SIP makes no transaction of these without a Contact. */
    private static final Set<String> OPEN_DIALOGS = Set.of(Request.INVITE, Request.SUBSCRIBE, Request.REFER);

    /** What stands in Contact for a place that nobody named. */
    private static final String UNNAMED = "unnamed.invalid";

    private UnparsedHeaders() {}

    /** Sets From or To as it was written; not if it makes no sense for us either. */
    static boolean readParty(SIPMessage message, Class<?> header, String line) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        Optional<WrittenAddress> party = WrittenAddress.read(value).filter(address -> hasScheme(address.uri()));
        if (party.isEmpty() || !header.equals(From.class) && !header.equals(To.class)) {
            return false;
        }
        int parameters = HeaderGrammar.outside(value, ';', 0);
        Matcher tag = TAG.matcher(value);
        boolean tagged = parameters >= 0 && tag.find(parameters);
        if (party.get().parameters().getOrDefault("tag", "").isEmpty() == tagged) {
            return false;
        }
        String untagged = tagged ? value.substring(0, tag.start()) + value.substring(tag.end()) : value;
        if (header.equals(To.class)) {
            // From goes back as it was written; To gets our tag in its place.
            untagged = EMPTY_TAG.matcher(untagged).replaceAll("");
        }
        AddressImpl address = VerbatimUri.address(untagged);
        try {
            if (header.equals(From.class)) {
                From from = new From();
                from.setAddress((javax.sip.address.Address) address);
                if (tagged) {
                    from.setTag(tag.group(1));
                }
                message.setHeader((Header) from);
            } else {
                To to = new To();
                to.setAddress((javax.sip.address.Address) address);
                if (tagged) {
                    to.setTag(tag.group(1));
                }
                message.setHeader((Header) to);
            }
            return true;
        } catch (ParseException e) {
            return false;
        }
    }

    /**
     * Reads From and To again whose tag has no value. JAIN-SIP takes it for one in the request, for another in the response, and
     * sends no response whose tag is not the request's.
     */
    static void readEmptyTags(SIPMessage message, WrittenMessage written) {
        readEmptyTag(message, From.class, "From: " + written.first("from").orElse(""));
        readEmptyTag(message, To.class, "To: " + written.first("to").orElse(""));
    }

    private static void readEmptyTag(SIPMessage message, Class<?> header, String line) {
        if (EMPTY_TAG.matcher(line).find()
                && WrittenAddress.read(line.substring(line.indexOf(':') + 1))
                        .map(WrittenAddress::parameters)
                        .filter(parameters -> parameters.containsKey("tag"))
                        .filter(parameters -> parameters.get("tag").isEmpty())
                        .isPresent()) {
            readParty(message, header, line);
        }
    }

    /** An address without a scheme is none (RFC 3986 3.1). */
    private static boolean hasScheme(String uri) {
        return uri.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>]+");
    }

    /** Gives a message the Contact that it wrote, or one that says nothing, if it has none that a request could be sent to. */
    static void readContact(SIPMessage message, WrittenMessage written) {
        if (!needsContact(message) || isUsable((ContactHeader) message.getHeader(ContactHeader.NAME))) {
            return;
        }
        Contact contact = new Contact();
        AddressImpl address = new AddressImpl();
        address.setURI(HeaderGrammar.values(written.all("contact")).stream()
                .findFirst()
                .flatMap(WrittenAddress::read)
                .flatMap(one -> WrittenTarget.read(one.uri()))
                .map(URI.class::cast)
                .orElseGet(UnparsedHeaders::unnamed));
        contact.setAddress((javax.sip.address.Address) address);
        message.removeHeader(ContactHeader.NAME);
        message.setHeader((Header) contact);
    }

    private static boolean needsContact(SIPMessage message) {
        return message instanceof SIPRequest request
                ? OPEN_DIALOGS.contains(request.getMethod())
                : OPEN_DIALOGS.contains(message.getCSeq().getMethod())
                        && ((Response) message).getStatusCode() / 100 == 2;
    }

    private static boolean isUsable(ContactHeader contact) {
        return contact != null
                && !contact.isWildCard()
                && contact.getAddress() != null
                && contact.getAddress().getURI() instanceof SipURI;
    }

    /** Whether a Contact names a place to send to. */
    static boolean names(ContactHeader contact) {
        return isUsable(contact)
                && !((SipURI) contact.getAddress().getURI()).getHost().equals(UNNAMED);
    }

    private static URI unnamed() {
        return WrittenTarget.read("sip:" + UNNAMED).orElseThrow();
    }
}
