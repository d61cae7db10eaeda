package io.ringback.protocol.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A SIP request without what belongs to the transport.
 *
 * @param method such as {@code INVITE}
 * @param uri the request URI
 * @param headers each header's values in their order as they were written, by full name, whatever the case; repeated header
 *     lines stay apart. From a peer: all of its headers. To be sent: those the agent does not set itself (it sets Via, From, To,
 *     Call-ID, CSeq, Contact, Max-Forwards, Content-Length); {@code From} and {@code To} may be given
 * @param body empty if there is none
 * @param peer who sent it, {@code 192.0.2.1:5060/UDP}; empty in requests to be sent
 */
public record SipRequest(
        String method, String uri, Map<String, List<String>> headers, Optional<String> body, String peer) {

    public SipRequest {
        headers = byName(headers);
    }

    /** All values of a header. */
    public List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The session description that the body is or has among its parts; a body of no type is taken for one. */
    public Optional<String> sdp() {
        return SessionBody.in(this);
    }

    static Map<String, List<String>> byName(Map<String, List<String>> headers) {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> byName.put(name, List.copyOf(values)));
        return java.util.Collections.unmodifiableMap(byName);
    }
}
