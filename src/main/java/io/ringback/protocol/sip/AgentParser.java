package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.MessageChannel;
import io.ringback.protocol.sip.Counters.Count;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.address.Address;
import javax.sip.header.Header;

/**
 * Parses with JAIN-SIP, and keeps from it what it takes for SIP and is not, or answers with what it was sent. What a request
 * got wrong goes on as its {@link Fault}, which {@link MessageValve} answers; what a response got wrong is dropped.
 */
final class AgentParser implements MessageParser {

    /** The longest message on a connection, and the longest head of one. */
    static final int LONGEST = 65_536;

    /** What a message cannot do without; other headers that are wrong are ignored (RFC 3261 8.2.2). */
    private static final Set<Class<?>> NEEDED =
            Set.of(RequestLine.class, StatusLine.class, Via.class, From.class, To.class, CallID.class, CSeq.class);

    private static final ParseExceptionListener IGNORE_THE_REST = (e, message, header, line, text) -> {
        if (header != null && UnparsedHeaders.readParty(message, header, line)) {
            return;
        }
        if (header != null && NEEDED.contains(header)) {
            throw e;
        }
        message.addUnparsed(line);
    };

    private final StringMsgParser parser = new StringMsgParser();
    private final Counters counters;

    AgentParser(Counters counters) {
        this.counters = counters;
    }

    @Override
    public SIPMessage parseSIPMessage(byte[] bytes, boolean datagram, boolean strict, ParseExceptionListener from) {
        Optional<WrittenMessage> written = WrittenMessage.read(bytes);
        if (written.isEmpty()) {
            return null;
        }
        WrittenMessage message = written.get();
        if (from == null && message.isResponse()) {
            return sentAgain(message, bytes, datagram);
        }
        SIPMessage parsed = message.isResponse()
                ? response(message, bytes, datagram)
                : request(message, bytes, datagram, transport(from, datagram));
        if (parsed == null || parsed.getApplicationData() instanceof Fault) {
            counters.count(Count.MALFORMED);
        }
        return parsed;
    }

    /**
     * What JAIN-SIP reads of its own before it sends it again, to log it. An answer repeats headers of its request, so it may be unreadable,
     * and without a message nothing would be sent.
     */
    private SIPMessage sentAgain(WrittenMessage answer, byte[] bytes, boolean datagram) {
        SIPMessage read = response(answer, bytes, datagram);
        return read == null ? new SIPResponse() : read;
    }

    /** JAIN-SIP's channels hear themselves what their parser stumbles over; so who hears it is what the message came by. */
    private static String transport(ParseExceptionListener from, boolean datagram) {
        return from instanceof MessageChannel channel
                ? channel.getTransport()
                : datagram ? ListeningPoint.UDP : ListeningPoint.TCP;
    }

    private SIPMessage request(WrittenMessage message, byte[] bytes, boolean datagram, String transport) {
        Optional<Fault> fault = RequestForm.fault(message, bytes.length, LONGEST, datagram);
        if (fault.isPresent()) {
            return FaultyRequest.of(message, fault.get(), transport).orElse(null);
        }
        try {
            SIPRequest request = (SIPRequest) parse(message, bytes, datagram);
            if (!isWhole(request)) {
                return FaultyRequest.of(message, Fault.bad("Bad header"), transport)
                        .orElse(null);
            }
            if (!transport.equalsIgnoreCase(request.getTopmostVia().getTransport())) {
                if (datagram) {
                    return FaultyRequest.of(message, Fault.bad("Via names another transport"), transport)
                            .orElse(null);
                }
                CarriedVia.replaceTopmost(request, transport);
            }
            if (request.getMaxForwards() == null) {
                request.setMaxForwards(new MaxForwards(AgentMessages.MAX_FORWARDS));
            }
            if (RequestForm.isOfRfc2543(message) && request.getContactHeaders() == null) {
                Contact contact = new Contact();
                contact.setAddress((Address) request.getFrom().getAddress().clone());
                request.setHeader((Header) contact);
            }
            UnparsedHeaders.readContact(request, message);
            request.setApplicationData(message);
            return request;
        } catch (ParseException | InvalidArgumentException | RuntimeException e) {
            return FaultyRequest.of(message, Fault.bad("Bad header"), transport).orElse(null);
        }
    }

    /** Whether nothing is missing after all that JAIN-SIP drops or throws away with, and its answer could be sent. */
    private static boolean isWhole(SIPRequest request) {
        return request.getTopmostVia() != null
                && request.getFrom() != null
                && request.getTo() != null
                && request.getCallId() != null
                && request.getCSeq() != null;
    }

    private SIPMessage response(WrittenMessage message, byte[] bytes, boolean datagram) {
        try {
            SIPMessage response = parse(message, bytes, datagram);
            UnparsedHeaders.readContact(response, message);
            return response;
        } catch (ParseException | RuntimeException e) {
            return null;
        }
    }

    private SIPMessage parse(WrittenMessage message, byte[] bytes, boolean datagram) throws ParseException {
        SIPMessage parsed = parser.parseSIPMessage(message.head(bytes), false, false, IGNORE_THE_REST);
        UnparsedHeaders.readEmptyTags(parsed, message);
        if (datagram) {
            // RFC 3261 18.3: what follows the body is discarded; without a Content-Length the body goes to the end.
            int length = message.first("content-length").map(Integer::parseInt).orElse(bytes.length);
            int end = (int) Math.min(bytes.length, (long) message.bodyStart() + length);
            if (end > message.bodyStart()) {
                parsed.setMessageContent(Arrays.copyOfRange(bytes, message.bodyStart(), end));
            }
        }
        return parsed;
    }
}
