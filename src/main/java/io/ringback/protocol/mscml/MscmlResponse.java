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
 *     {@code escapekey}, {@code digit}, {@code init_silence}, {@code end_silence}, {@code max_duration}; empty if the request failed
 * @param digits the keys that were collected, or the one that ended a recording; empty if none were
 * @param playDuration for how long was played; empty if it was not said
 * @param recorded what was recorded; empty if nothing was to be
 */
public record MscmlResponse(
        String request,
        Optional<String> id,
        int code,
        String text,
        Optional<String> reason,
        String digits,
        Optional<Duration> playDuration,
        Optional<Recorded> recorded) {

    /**
     * What was recorded.
     *
     * @param octets how many
     * @param duration how long it is
     */
    public record Recorded(int octets, Duration duration) {}

    /** One about no recording. */
    public MscmlResponse(
            String request,
            Optional<String> id,
            int code,
            String text,
            Optional<String> reason,
            String digits,
            Optional<Duration> playDuration) {
        this(request, id, code, text, reason, digits, playDuration, Optional.empty());
    }

    /** One that says nothing of how long was played. */
    public MscmlResponse(
            String request, Optional<String> id, int code, String text, Optional<String> reason, String digits) {
        this(request, id, code, text, reason, digits, Optional.empty());
    }
}
