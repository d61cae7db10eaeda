package io.ringback.protocol.sip;

import java.util.stream.Collectors;

/** What little the agent itself says in SDP (RFC 8866). */
final class Sdp {

    private Sdp() {}

    /** The answer that declines all streams of an offer (RFC 3264 section 6): port 0, everything else as offered. */
    static String declining(String offer) {
        return "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
                + offer.lines()
                        .filter(line -> line.startsWith("m="))
                        .map(line -> line.replaceFirst("^m=(\\S+) \\S+", "m=$1 0") + "\r\n")
                        .collect(Collectors.joining());
    }
}
