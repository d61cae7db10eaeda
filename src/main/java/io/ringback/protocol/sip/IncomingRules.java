package io.ringback.protocol.sip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sip.header.AcceptHeader;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/** What RFC 3261 8.2 has every user agent refuse, in its order: method, request URI, merged requests, extensions, content. */
final class IncomingRules {

    /** The extensions understood. */
    static final List<String> SUPPORTED = List.of(SessionTimer.EXTENSION, ReliableProgress.EXTENSION);

    /** Methods that are known, though not taken by all: 405 and not 501 (RFC 3261 21.4.6, 21.5.2). */
    private static final Set<String> KNOWN = Set.of(
            "INVITE",
            "ACK",
            "CANCEL",
            "BYE",
            "OPTIONS",
            "REGISTER",
            "SUBSCRIBE",
            "NOTIFY",
            "MESSAGE",
            "PUBLISH",
            "INFO",
            "UPDATE",
            "PRACK",
            "REFER");

    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    /** By transaction: a request that came on two ways has the same key twice (RFC 3261 8.2.2.2). */
    private final Map<String, String> underWay = new ConcurrentHashMap<>();

    private final Supplier<Set<String>> understood;

    /** @param understood the types of bodies that who takes the calls understands */
    IncomingRules(Supplier<Set<String>> understood) {
        this.understood = understood;
    }

    /** The refusal of a request outside of any dialog; empty if there is nothing against it. */
    Optional<SipResponse> refusal(Request request, Set<String> allowed) {
        if (!allowed.contains(request.getMethod())) {
            return KNOWN.contains(request.getMethod())
                    ? refuse(405, "Allow", String.join(", ", new TreeSet<>(allowed)))
                    : Optional.of(SipResponse.of(501));
        }
        if (!SCHEMES.contains(request.getRequestURI().getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of(SipResponse.of(416));
        }
        if (isMerged(request)) {
            return Optional.of(SipResponse.of(482));
        }
        List<String> unknown = unknownExtensions(request);
        if (!unknown.isEmpty()) {
            return refuse(420, "Unsupported", String.join(", ", unknown));
        }
        return content(request).or(() -> acceptable(request));
    }

    /** RFC 3261 21.4.7: who accepts no SDP cannot be answered with any. */
    private static Optional<SipResponse> acceptable(Request request) {
        Iterator<?> all = request.getHeaders(AcceptHeader.NAME);
        if (!request.getMethod().equals(Request.INVITE) || !all.hasNext()) {
            return Optional.empty();
        }
        while (all.hasNext()) {
            AcceptHeader one = (AcceptHeader) all.next();
            boolean type = one.allowsAllContentTypes() || "application".equalsIgnoreCase(one.getContentType());
            if (type && (one.allowsAllContentSubTypes() || "sdp".equalsIgnoreCase(one.getContentSubType()))) {
                return Optional.empty();
            }
        }
        return Optional.of(SipResponse.of(406));
    }

    /** A request has ended; what follows it is another. */
    void ended(Request request) {
        underWay.remove(merging(request), branch(request));
    }

    private boolean isMerged(Request request) {
        String first = underWay.putIfAbsent(merging(request), branch(request));
        return first != null && !first.equals(branch(request));
    }

    private static String merging(Request request) {
        return Messages.fromTag(request)
                + ' '
                + Messages.callId(request)
                + ' '
                + Messages.sequence(request)
                + ' '
                + request.getMethod();
    }

    private static String branch(Request request) {
        return String.valueOf(((ViaHeader) request.getHeader(ViaHeader.NAME)).getBranch());
    }

    /** What a request requires of us that we do not have. */
    static List<String> unknownExtensions(Request request) {
        List<String> unknown = new ArrayList<>();
        Iterator<?> all = request.getHeaders(RequireHeader.NAME);
        while (all.hasNext()) {
            String option = ((RequireHeader) all.next()).getOptionTag();
            if (!SUPPORTED.contains(option.toLowerCase(Locale.ROOT))) {
                unknown.add(option);
            }
        }
        return unknown;
    }

    private Optional<SipResponse> content(Request request) {
        byte[] raw = request.getRawContent();
        if (raw == null || raw.length == 0 || SessionBody.isOptional(request)) {
            return Optional.empty();
        }
        Optional<SipResponse> encoded = encoding(request, raw);
        if (encoded.isPresent()) {
            return encoded;
        }
        String type = Messages.contentType(request);
        if (type.isEmpty()) {
            return Optional.of(SipResponse.of(400));
        }
        return request.getMethod().equals(Request.INVITE) && SessionBody.isStrange(request, understood.get())
                ? refuse(415, "Accept", OfferRules.accept(understood.get()))
                : Optional.empty();
    }

    private static Optional<SipResponse> encoding(Request request, byte[] raw) {
        ContentEncodingHeader encoding = (ContentEncodingHeader) request.getHeader(ContentEncodingHeader.NAME);
        if (encoding == null || encoding.getEncoding().equalsIgnoreCase("identity")) {
            return Optional.empty();
        }
        if (!Messages.isDeflated(request)) {
            boolean takesDeflated = request.getMethod().equals(Request.MESSAGE);
            return refuse(415, "Accept-Encoding", takesDeflated ? "identity, deflate" : "identity");
        }
        Optional<byte[]> inflated = DeflatedBody.inflate(raw);
        if (inflated.isEmpty()) {
            return Optional.of(SipResponse.of(400));
        }
        return inflated.filter(DeflatedBody::isTooLong).map(body -> SipResponse.of(413));
    }

    private static Optional<SipResponse> refuse(int status, String header, String value) {
        return Optional.of(new SipResponse(status, Map.of(header, List.of(value)), Optional.empty()));
    }
}
