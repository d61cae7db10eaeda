package io.ringback.protocol.sip;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A call to be placed.
 *
 * @param to whom to call, a {@code sip:} or {@code sips:} URI: request URI and To
 * @param from what the called sees as From, a URI of our own
 * @param displayName the name beside it, if any
 * @param offer the SDP of the INVITE (RFC 3264); empty asks the called for an offer (RFC 3725 4.1)
 * @param headers further headers of the INVITE, by name
 * @param longestRinging how long it may ring before it is cancelled; the listener then hears 408
 */
public record OutgoingCall(
        String to,
        String from,
        Optional<String> displayName,
        Optional<String> offer,
        Map<String, String> headers,
        Duration longestRinging) {

    public OutgoingCall {
        headers = Map.copyOf(headers);
    }
}
