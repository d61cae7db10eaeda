package io.ringback.protocol.sip;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.Address;
import javax.sip.header.Header;

/**
 * As much of a request that cannot be understood as its answer needs (RFC 3261 8.2.6.2): where it came from, understood,
 * and what goes back, as it was written.
 */
final class FaultyRequest {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,32}");

    private static final Pattern SENT_BY =
            Pattern.compile("SIP\\s*/\\s*2\\.0\\s*/\\s*[A-Za-z]+\\s+[A-Za-z0-9.:\\[\\]-]+");

    private static final String MISSING = "<sip:missing.invalid>";

    private FaultyRequest() {}

    /** @return empty if nobody can be told: it says not where it came from, or is an ACK, which is never answered */
    static Optional<SIPRequest> of(WrittenMessage message, Fault fault) {
        String method = METHOD.matcher(message.method()).matches() ? message.method() : "UNKNOWN";
        if (method.equals("ACK") || message.all("via").isEmpty()) {
            return Optional.empty();
        }
        try {
            SIPRequest request = new SIPRequest();
            request.setRequestLine(new RequestLine(new WrittenAddress("sip:invalid.invalid"), method));
            for (String via : message.all("via")) {
                request.attachHeader(via(via), false);
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

    /** All of a Via, or at least where it says to answer. */
    private static SIPHeader via(String written) throws ParseException {
        try {
            return new ViaParser("Via: " + written + "\n").parse();
        } catch (ParseException e) {
            Matcher sender = SENT_BY.matcher(written);
            if (!sender.lookingAt()) {
                throw e;
            }
            return new ViaParser("Via: " + sender.group() + "\n").parse();
        }
    }

    private static To to(WrittenMessage message) {
        String written = message.first("to").orElse(MISSING);
        To to = new To();
        to.setAddress(
                (Address) address(written.contains("tag=") ? written : written + ";tag=" + AgentMessages.newTag()));
        return to;
    }

    private static From from(WrittenMessage message) {
        From from = new From();
        from.setAddress((Address) address(message.first("from").orElse(MISSING)));
        return from;
    }

    private static AddressImpl address(String written) {
        AddressImpl address = new AddressImpl();
        // Neither kind: JAIN-SIP puts no brackets around it.
        address.setAddressType(0);
        address.setURI(new WrittenAddress(written));
        return address;
    }

    /** An address with all that came with it. */
    private static final class WrittenAddress extends GenericURI {
        private final String written;

        WrittenAddress(String written) {
            this.written = written;
        }

        @Override
        public String encode() {
            return written;
        }

        @Override
        public StringBuilder encode(StringBuilder buffer) {
            return buffer.append(written);
        }
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
