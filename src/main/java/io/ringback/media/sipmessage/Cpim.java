package io.ringback.media.sipmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code message/cpim} body (RFC 3862): its message headers, and one MIME part.
 *
 * @param headers the message headers, as name and value
 * @param type of the part; text/plain if it names none (RFC 2045 5.2)
 * @param content of the part, up to the end of the body
 */
record Cpim(List<Header> headers, MediaType type, String content) {

    /** One line of the headers. */
    record Header(String name, String value) {}

    /** RFC 5438 6. */
    static final String IMDN_NAMESPACE = "urn:ietf:params:imdn";

    private static final String LINE_END = "\r\n";
    private static final int MOST_HEADERS = 100;
    private static final Pattern NAMESPACE = Pattern.compile("(?:([A-Za-z0-9!#$%&'*+^_`|~-]+)\\s+)?<([^>]*)>");
    private static final Set<String> AS_IT_IS = Set.of("7bit", "8bit", "binary");

    Cpim {
        headers = List.copyOf(headers);
    }

    /** @throws RefusedMessage if it is malformed, or encoded in a way that RFC 3862 does not need */
    static Cpim parse(String body) {
        List<Header> headers = new ArrayList<>();
        int part = headers(body, 0, headers);
        List<Header> ofPart = new ArrayList<>();
        int content = headers(body, part, ofPart);
        Optional<String> encoding = first(ofPart, "Content-Transfer-Encoding");
        if (encoding.isPresent() && !AS_IT_IS.contains(encoding.get().toLowerCase(Locale.ROOT))) {
            throw RefusedMessage.unsupported();
        }
        MediaType type = MediaType.of(first(ofPart, "Content-Type").orElse(MediaType.TEXT));
        return new Cpim(headers, type, body.substring(content));
    }

    /** Reads header lines up to the empty one, and returns where that ends. */
    private static int headers(String body, int start, List<Header> into) {
        int at = start;
        while (true) {
            int end = body.indexOf('\n', at);
            if (end < 0 || into.size() > MOST_HEADERS) {
                throw RefusedMessage.malformed("The headers of the message/cpim do not end");
            }
            String line = body.substring(at, end).strip();
            at = end + 1;
            if (line.isEmpty()) {
                return at;
            }
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw RefusedMessage.malformed("A header of the message/cpim has no name");
            }
            into.add(new Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    private static Optional<String> first(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** A header of RFC 5438, whatever prefix the sender chose for them (RFC 3862 3.4). */
    Optional<String> imdn(String name) {
        return first(headers, imdnPrefix() + "." + name);
    }

    private String imdnPrefix() {
        for (Header header : headers) {
            Matcher namespace = NAMESPACE.matcher(header.value());
            if (header.name().equalsIgnoreCase("NS")
                    && namespace.matches()
                    && namespace.group(1) != null
                    && namespace.group(2).equals(IMDN_NAMESPACE)) {
                return namespace.group(1);
            }
        }
        return "imdn";
    }

    /** As it is sent. */
    static String write(List<Header> headers, List<Header> ofPart, String content) {
        StringBuilder body = new StringBuilder();
        for (List<Header> lines : List.of(headers, ofPart)) {
            lines.forEach(line ->
                    body.append(line.name()).append(": ").append(line.value()).append(LINE_END));
            body.append(LINE_END);
        }
        return body.append(content).toString();
    }
}
