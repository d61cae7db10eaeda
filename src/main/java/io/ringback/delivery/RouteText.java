package io.ringback.delivery;

import io.ringback.ladder.Rung;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** What a route gives to a server, as people read it: no octets, and nothing that can be read only once. */
final class RouteText {

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
        // A stream can be read once, and that is the server's turn.
        return body instanceof String text
                ? text
                : body == null || body instanceof InputStream
                        ? ""
                        : "[" + body.getClass().getSimpleName() + "]";
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
