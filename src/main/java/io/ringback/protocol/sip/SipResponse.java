package io.ringback.protocol.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A final response.
 *
 * @param status 200 to 699
 * @param headers as in {@link SipRequest}
 * @param body empty if there is none
 */
public record SipResponse(int status, Map<String, List<String>> headers, Optional<String> body) {

    public SipResponse {
        headers = SipRequest.byName(headers);
    }

    /** All values of a header. */
    public List<String> all(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /**
     * Whether a peer sent it. Those that the agent makes itself where no answer comes (RFC 3261 8.1.3.1) have no tag in To, and
     * all others do (8.2.6.2).
     */
    public boolean hasCome() {
        return first("To").filter(to -> to.contains(";tag=")).isPresent();
    }

    /** A response of nothing but a status. */
    public static SipResponse of(int status) {
        return new SipResponse(status, Map.of(), Optional.empty());
    }
}
