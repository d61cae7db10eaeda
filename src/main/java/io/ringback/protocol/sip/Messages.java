package io.ringback.protocol.sip;

import gov.nist.javax.sip.RequestEventExt;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.header.ReasonHeader;
import javax.sip.header.ToHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Reads JAIN-SIP's messages: as the agent's records, and what the agent itself needs to know of them. */
final class Messages {

    static final String SDP = "application/sdp";

    private Messages() {}

    /** With the headers as they were written: JAIN-SIP drops those that it cannot parse, and writes others anew. */
    static SipRequest request(RequestEvent event) {
        Request request = event.getRequest();
        WrittenMessage written = (WrittenMessage) ((SIPMessage) request).getApplicationData();
        return new SipRequest(
                request.getMethod(), request.getRequestURI().toString(), written.headers(), body(request), peer(event));
    }

    static SipResponse response(Response response) {
        return new SipResponse(response.getStatusCode(), headers(response), body(response));
    }

    private static String peer(RequestEvent event) {
        ViaHeader via = (ViaHeader) event.getRequest().getHeader(ViaHeader.NAME);
        RequestEventExt from = (RequestEventExt) event;
        return from.getRemoteIpAddress() + ":" + from.getRemotePort() + "/" + via.getTransport();
    }

    private static Map<String, List<String>> headers(Message message) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Iterator<?> names = message.getHeaderNames();
        while (names.hasNext()) {
            String name = (String) names.next();
            List<String> values = new ArrayList<>();
            Iterator<?> all = message.getHeaders(name);
            while (all.hasNext()) {
                values.add(((SIPHeader) all.next()).getHeaderValue().strip());
            }
            headers.put(name, values);
        }
        return headers;
    }

    static Optional<String> body(Message message) {
        byte[] content = message.getRawContent();
        if (content != null && isDeflated(message)) {
            content = DeflatedBody.inflate(content).orElse(null);
        }
        return content == null || content.length == 0
                ? Optional.empty()
                : Optional.of(new String(content, StandardCharsets.UTF_8));
    }

    /** Whether it is a MESSAGE with a body that {@link DeflatedBody} understands. */
    static boolean isDeflated(Message message) {
        ContentEncodingHeader encoding = (ContentEncodingHeader) message.getHeader(ContentEncodingHeader.NAME);
        return encoding != null
                && DeflatedBody.CODING.equalsIgnoreCase(encoding.getEncoding())
                && message instanceof Request request
                && request.getMethod().equals(Request.MESSAGE);
    }

    static void body(Message message, HeaderFactory headers, String contentType, String body) {
        try {
            message.setContent(body.getBytes(StandardCharsets.UTF_8), (ContentTypeHeader)
                    headers.createHeader(ContentTypeHeader.NAME, contentType));
        } catch (ParseException e) {
            throw new IllegalArgumentException("Not a content type: " + contentType, e);
        }
    }

    /** The type of the body, without parameters; empty if there is no body. */
    static String contentType(Message message) {
        ContentTypeHeader type = (ContentTypeHeader) message.getHeader(ContentTypeHeader.NAME);
        return type == null || body(message).isEmpty()
                ? ""
                : (type.getContentType() + "/" + type.getContentSubType()).toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a header that lists tokens has that one. */
    static boolean lists(Message message, String header, String token) {
        Iterator<?> all = message.getHeaders(header);
        while (all.hasNext()) {
            for (String one : ((SIPHeader) all.next()).getHeaderValue().split(",")) {
                if (one.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** RFC 3326: the cause of Q.850, if the message names one. */
    static Optional<Integer> q850(Message message) {
        Iterator<?> reasons = message.getHeaders(ReasonHeader.NAME);
        while (reasons.hasNext()) {
            if (reasons.next() instanceof ReasonHeader reason
                    && "Q.850".equalsIgnoreCase(reason.getProtocol())
                    && reason.getCause() > 0) {
                return Optional.of(reason.getCause());
            }
        }
        return Optional.empty();
    }

    static String callId(Message message) {
        return ((CallIdHeader) message.getHeader(CallIdHeader.NAME)).getCallId();
    }

    static long sequence(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getSeqNumber();
    }

    /** The method of a request, or of the request that a response is to. */
    static String method(Message message) {
        return ((CSeqHeader) message.getHeader(CSeqHeader.NAME)).getMethod();
    }

    /** @return null if From has no tag: the older SIP of RFC 2543 knows none */
    static String fromTag(Message message) {
        return ((FromHeader) message.getHeader(FromHeader.NAME)).getTag();
    }

    /** @return null if To has no tag, as in a request outside of any dialog */
    static String toTag(Message message) {
        return ((ToHeader) message.getHeader(ToHeader.NAME)).getTag();
    }

    /** The same request as one of its own (RFC 3261 8.1.3.5): the next CSeq, and a branch that JAIN-SIP will set. */
    static Request another(Request request) {
        try {
            Request another = (Request) request.clone();
            CSeqHeader sequence = (CSeqHeader) another.getHeader(CSeqHeader.NAME);
            sequence.setSeqNumber(sequence.getSeqNumber() + 1);
            ViaHeader via = (ViaHeader) another.getHeader(ViaHeader.NAME);
            if (via != null) {
                via.removeParameter("branch");
            }
            return another;
        } catch (InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    static void copy(Message from, Message to, String header) {
        Iterator<?> all = from.getHeaders(header);
        while (all.hasNext()) {
            to.addHeader((Header) ((Header) all.next()).clone());
        }
    }
}
