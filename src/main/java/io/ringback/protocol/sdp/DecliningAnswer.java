package io.ringback.protocol.sdp;

import java.util.List;

/** The answer of somebody who only wants to hang up. */
public final class DecliningAnswer {

    private DecliningAnswer() {}

    /**
     * Declines all streams of an offer: port 0, everything else as offered (RFC 3264 section 6). What cannot be read as an
     * offer has no streams.
     */
    public static String to(String offer) {
        DescriptionWriter answer = new DescriptionWriter(0, 0, ConnectionAddress.of("0.0.0.0"), List.of());
        SessionDescription.parse(offer)
                .ifPresent(description -> description.media().forEach(answer::refused));
        return answer.text();
    }
}
