package io.ringback.delivery;

import io.ringback.ladder.Rung;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/** What a route gives to a server, as people read it: of mail the headers and the plain text, no attachments and no octets. */
final class RouteText {

    private static final int DEEPEST = 5;

    private RouteText() {}

    static String of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof MimeMessage mail) {
            return of(mail);
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
                : body == null || body instanceof InputStream ? "" : "[" + body.getClass().getSimpleName() + "]";
    }

    /** What went wrong, from the outside to the cause. */
    static String of(Throwable problem) {
        StringBuilder text = new StringBuilder();
        for (Throwable one = problem; one != null && text.length() < Rung.LONGEST; one = one.getCause()) {
            text.append(one.getClass().getSimpleName()).append(": ").append(one.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static String of(MimeMessage mail) {
        StringBuilder text = new StringBuilder();
        try {
            for (Header header : Collections.list(mail.getAllHeaders())) {
                text.append(header.getName())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
            text.append("\r\n");
            append(mail, text, 0);
        } catch (MessagingException | IOException e) {
            text.append("[cannot be read: ").append(e.getClass().getSimpleName()).append(']');
        }
        return text.toString();
    }

    private static void append(Part part, StringBuilder text, int depth) throws MessagingException, IOException {
        if (text.length() > Rung.LONGEST || depth > DEEPEST) {
            return;
        }
        Object content = part.isMimeType("text/plain") || part.isMimeType("multipart/*") ? part.getContent() : null;
        if (content instanceof Multipart several) {
            for (int one = 0; one < several.getCount(); one++) {
                BodyPart inner = several.getBodyPart(one);
                append(inner, text, depth + 1);
            }
        } else if (content instanceof String plain) {
            text.append(plain).append("\r\n");
        } else {
            text.append('[').append(part.getContentType().split(";", 2)[0]).append("]\r\n");
        }
    }
}
