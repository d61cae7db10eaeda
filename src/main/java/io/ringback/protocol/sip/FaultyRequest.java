package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.address.Address;
import javax.sip.header.Header;

/**
 * As much of a request that cannot be understood as its answer needs (RFC 3261 8.2.6.2): where it came from, understood,
 * and what goes back, as it was written.
 */
final class FaultyRequest {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,32}");

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z]+[ \t].*[ \t]SIP/[0-9.]+\\s*");

    private static final String MISSING = "<sip:missing.invalid>";

    private FaultyRequest() {}

    /**
     * @param transport the one that it came by
     * @return empty if nobody is to be told: it is an ACK, which is never answered, or looks like no request at all, as what some
     *     phones send to keep their binding alive
     */
    static Optional<SIPRequest> of(WrittenMessage message, Fault fault, String transport) {
        String method = METHOD.matcher(message.method()).matches() ? message.method() : "UNKNOWN";
        List<String> vias =
                message.all("via").stream().filter(via -> !via.isEmpty()).toList();
        if (method.equals("ACK")
                || vias.isEmpty() && !REQUEST.matcher(message.firstLine()).matches()) {
            return Optional.empty();
        }
        try {
            SIPRequest request = new SIPRequest();
            request.setRequestLine(new RequestLine(new VerbatimUri("sip:invalid.invalid"), method));
            for (String via : vias) {
                request.attachHeader(via(via, transport), false);
            }
            if (vias.isEmpty()) {
                request.attachHeader(VerbatimVia.absent(transport), false);
            }
            request.setHeader((Header) from(message));
            request.setHeader((Header) to(message));
            request.setHeader((Header) new WrittenCallId(message.first("call-id")));
            request.setHeader((Header) new WrittenCSeq(message.first("cseq"), method));
            request.setApplicationData(fault);
            return Optional.of(request);
        } catch (ParseException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String line(String name, Optional<String> value) {
        return value.map(written -> name + ": " + written + "\r\n").orElse("");
    }

    private static ViaList via(String written, String transport) {
        try {
            ViaList vias = (ViaList) new ViaParser("Via: " + written + "\n").parse();
            return transport.equalsIgnoreCase(((Via) vias.getFirst()).getTransport())
                    ? vias
                    : VerbatimVia.of(written, transport);
        } catch (ParseException e) {
            return VerbatimVia.of(written, transport);
        }
    }

    private static To to(WrittenMessage message) {
        String written = message.first("to").orElse(MISSING);
        To to = new To();
        to.setAddress((Address)
                VerbatimUri.address(written.contains("tag=") ? written : written + ";tag=" + AgentMessages.newTag()));
        return to;
    }

    private static From from(WrittenMessage message) {
        From from = new From();
        from.setAddress((Address) VerbatimUri.address(message.first("from").orElse(MISSING)));
        return from;
    }

    private static final class WrittenCallId extends CallID {
        private final transient Optional<String> written;

        WrittenCallId(Optional<String> written) {
            this.written = written;
        }

        @Override
        public String getCallId() {
            return written.orElse("");
        }

        @Override
        public String encode() {
            return line(NAME, written);
        }

        @Override
        public StringBuilder encode(StringBuilder buffer) {
            return buffer.append(encode());
        }
    }

    private static final class WrittenCSeq extends CSeq {
        private final transient Optional<String> written;

        WrittenCSeq(Optional<String> written, String method) {
            super(0, method);
            this.written = written;
        }

        @Override
        public String encode() {
            return line(NAME, written);
        }

        @Override
        public StringBuilder encode(StringBuilder buffer) {
            return buffer.append(encode());
        }
    }
}
