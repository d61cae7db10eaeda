package io.ringback.protocol.sdp;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a description of our own (RFC 8866), which names nobody. */
public final class DescriptionWriter {

    private static final String END = "\r\n";

    private final StringBuilder text = new StringBuilder();

    /**
     * A format of RTP.
     *
     * @param payloadType its number
     * @param encoding as an {@code a=rtpmap} has it: {@code PCMA/8000}
     */
    public record Format(int payloadType, String encoding) {

        private static final String DIGITS = "telephone-event/8000";

        /** The sixteen keys of a telephone (RFC 4733 section 3.2), on the clock of G.711. */
        public static Format keys(int payloadType) {
            return new Format(payloadType, DIGITS);
        }
    }

    /**
     * Begins.
     *
     * @param session identifies the session in {@code o=}; says nothing of anybody
     * @param address where media is taken, and of whoever sends this
     * @param times what its t= lines say; none is a session without bounds
     */
    public DescriptionWriter(long session, long version, ConnectionAddress address, List<String> times) {
        line("v=0");
        line(Origin.line(session, version, address));
        line("s=-");
        line("c=" + address.value());
        (times.isEmpty() ? List.of("0 0") : times).forEach(time -> line("t=" + time));
    }

    /** Sound is taken here, in these formats, the best first. */
    public DescriptionWriter audio(int port, String protocol, List<Format> formats) {
        line(formats.stream()
                .map(format -> " " + format.payloadType())
                .collect(Collectors.joining("", "m=audio " + port + " " + protocol, "")));
        for (Format format : formats) {
            line("a=rtpmap:" + format.payloadType() + " " + format.encoding());
            if (format.encoding().equals(Format.DIGITS)) {
                line("a=fmtp:" + format.payloadType() + " 0-15");
            }
        }
        return this;
    }

    /** Each packet of what was described last holds so many milliseconds (RFC 8866 6.4). */
    public DescriptionWriter packetsOf(int millis) {
        return line("a=ptime:" + millis);
    }

    /** What was described last flows this way. */
    public DescriptionWriter towards(Direction direction) {
        return line(direction.line());
    }

    /** Refuses what is offered, in its place (RFC 3264 section 6). */
    public DescriptionWriter refused(MediaDescription offered) {
        offered.refused().lines().forEach(this::line);
        return this;
    }

    private DescriptionWriter line(String line) {
        text.append(line).append(END);
        return this;
    }

    /** All of it. */
    public String text() {
        return text.toString();
    }
}
