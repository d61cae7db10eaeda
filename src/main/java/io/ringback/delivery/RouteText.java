package io.ringback.delivery;

import io.ringback.ladder.Rung;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** What a route gives to a server, as people read it: no octets, and nothing that can be read only once. */
final class RouteText {

    /** That are looked through. */
    private static final int MOST_OCTETS = 64 * 1024;

    /** A line in base64 (RFC 2045 6.8), long enough to hide a link. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

    private static final Pattern END_OF_BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    private static final Pattern NO_CHARACTERS = Pattern.compile("[\\p{Cc}\\x{FFFD}&&[^\\r\\n\\t]]+");

    private RouteText() {}

    static String of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Told told) {
            return told.said();
        }
        if (body instanceof Map<?, ?> fields) {
            StringBuilder text = new StringBuilder();
            new TreeMap<>(fields).forEach((name, value) -> text.append(name)
                    .append(": ")
                    .append(value instanceof byte[] octets ? "[" + octets.length + " octets]" : value)
                    .append('\n'));
            return text.toString();
        }
        if (body instanceof byte[] octets) {
            return readable(octets);
        }
        // A stream can be read once, and that is the server's turn.
        return body instanceof String text
                ? text
                : body == null || body instanceof InputStream
                        ? ""
                        : "[" + body.getClass().getSimpleName() + "]";
    }

    /** With what is in base64 as it reads, without pictures, and with a dot for what is no character of a text. */
    private static String readable(byte[] octets) {
        StringBuilder text = new StringBuilder();
        StringBuilder base64 = new StringBuilder();
        new String(octets, 0, Math.min(octets.length, MOST_OCTETS), StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    if (BASE64.matcher(line).matches()
                            || !base64.isEmpty() && END_OF_BASE64.matcher(line).matches()) {
                        base64.append(line);
                        return;
                    }
                    text.append(decoded(base64)).append(line).append("\r\n");
                    base64.setLength(0);
                });
        return NO_CHARACTERS.matcher(text.append(decoded(base64))).replaceAll(".");
    }

    private static String decoded(StringBuilder base64) {
        if (base64.isEmpty()) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64.toString())))
                    + "\r\n";
        } catch (CharacterCodingException | IllegalArgumentException noText) {
            return "[no text]\r\n";
        }
    }

    /** What went wrong, from the outside to the cause. */
    static String of(Throwable problem) {
        StringBuilder text = new StringBuilder();
        for (Throwable one = problem; one != null && text.length() < Rung.LONGEST; one = one.getCause()) {
            text.append(one.getClass().getSimpleName())
                    .append(": ")
                    .append(one.getMessage())
                    .append('\n');
        }
        return text.toString();
    }
}
