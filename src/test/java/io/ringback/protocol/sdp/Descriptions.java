package io.ringback.protocol.sdp;

import java.util.List;
import java.util.stream.Stream;

/** Descriptions as tests write and read them. */
final class Descriptions {

    private Descriptions() {}

    static SessionDescription read(String... lines) {
        return SessionDescription.parse(String.join("\r\n", lines)).orElseThrow();
    }

    static SessionDescription withMedia(String... lines) {
        return read(Stream.concat(
                        Stream.of("v=0", "o=- 1 1 IN IP4 192.0.2.7", "s=-", "c=IN IP4 192.0.2.7", "t=0 0"),
                        Stream.of(lines))
                .toArray(String[]::new));
    }

    static List<String> lines(SessionDescription description) {
        return description.text("o=ours").lines().toList();
    }
}
