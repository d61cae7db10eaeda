package io.ringback.protocol.mscml;

import java.time.Duration;
import java.util.Optional;

/**
 * What a media server answers (RFC 5022 section 6 and 11).
 *
 * @param request the name of the request's element
 * @param id the request's
 * @param code as in SIP: 200, or 4xx and 5xx
 * @param text for people
 * @param reason why it ended: {@code EOF}, {@code stopped}, {@code timeout}, {@code match}, {@code returnkey},
 *     {@code escapekey}; empty if the request failed
 * @param digits the keys that were collected; empty if none were
 * @param playDuration for how long was played; empty if it was not said
 */
public record MscmlResponse(
        String request,
        Optional<String> id,
        int code,
        String text,
        Optional<String> reason,
        String digits,
        Optional<Duration> playDuration) {

    /** One that says nothing of how long was played. */
    public MscmlResponse(
            String request, Optional<String> id, int code, String text, Optional<String> reason, String digits) {
        this(request, id, code, text, reason, digits, Optional.empty());
    }
}
