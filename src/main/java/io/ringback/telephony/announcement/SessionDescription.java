package io.ringback.telephony.announcement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * As much of SDP (RFC 8866) as an announcement needs to know of the other side.
 *
 * @param connection the session's {@code c=} value
 * @param times its {@code t=} values, which the answer repeats (RFC 3264 section 6)
 * @param attributes its {@code a=} values
 * @param media the {@code m=} sections in their order
 */
record SessionDescription(Optional<String> connection, List<String> times, List<String> attributes, List<Media> media) {

    private static final int LONGEST = 32_768;
    private static final int MOST_MEDIA = 32;

    /**
     * An {@code m=} section.
     *
     * @param formats the payload types, or whatever the protocol has in their place
     */
    record Media(
            String type,
            int port,
            String protocol,
            List<String> formats,
            Optional<String> connection,
            List<String> attributes) {

        /** The value of {@code a=name:value}. */
        Optional<String> attribute(String name) {
            return attributes.stream()
                    .filter(attribute -> attribute.startsWith(name + ":"))
                    .map(attribute -> attribute.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }

    /** @throws RefusedException with 400 if it cannot be read */
    static SessionDescription of(String sdp) throws RefusedException {
        if (sdp.length() > LONGEST) {
            throw new RefusedException(413, "The session description is too long");
        }
        Reading reading = new Reading();
        for (String line : sdp.split("\r\n|\n|\r", -1)) {
            if (line.isBlank()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new RefusedException(400, "A line of the session description is not of the form x=");
            }
            reading.take(line.charAt(0), line.substring(2).strip());
        }
        return reading.finished();
    }

    private static final class Reading {

        private boolean begun;
        private Optional<String> connection = Optional.empty();
        private final List<String> times = new ArrayList<>();
        private final List<String> attributes = new ArrayList<>();
        private final List<Media> media = new ArrayList<>();

        void take(char type, String value) throws RefusedException {
            switch (type) {
                case 'v' -> begun = true;
                case 't' -> times.add(value);
                case 'c' -> connection(value);
                case 'a' -> (media.isEmpty() ? attributes : last().attributes()).add(value);
                case 'm' -> media(value);
                default -> {
                    // Says nothing that an announcement would do otherwise.
                }
            }
        }

        SessionDescription finished() throws RefusedException {
            if (!begun) {
                throw new RefusedException(400, "The session description does not begin with v=");
            }
            return new SessionDescription(connection, times, attributes, media);
        }

        private void connection(String value) {
            if (media.isEmpty()) {
                connection = Optional.of(value);
                return;
            }
            Media of = last();
            media.set(
                    media.size() - 1,
                    new Media(of.type, of.port, of.protocol, of.formats, Optional.of(value), of.attributes));
        }

        private void media(String value) throws RefusedException {
            String[] parts = value.split(" +");
            if (parts.length < 4 || media.size() == MOST_MEDIA) {
                throw new RefusedException(400, "A media line lacks something, or there are too many");
            }
            media.add(new Media(
                    parts[0],
                    port(parts[1]),
                    parts[2],
                    Arrays.asList(parts).subList(3, parts.length),
                    Optional.empty(),
                    new ArrayList<>()));
        }

        private static int port(String text) throws RefusedException {
            String port = text.contains("/") ? text.substring(0, text.indexOf('/')) : text;
            if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new RefusedException(400, "A media line has no port of 0 to 65535");
            }
            return Integer.parseInt(port);
        }

        private Media last() {
            return media.get(media.size() - 1);
        }
    }
}
