package io.ringback.media.sipmessage;

import io.ringback.media.sipmessage.Cpim.Header;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes texts as MESSAGE (RFC 3428), plain or with a request for disposition notifications (RFC 5438 7.1.1). */
final class MessageWriter {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TEXT = MediaType.TEXT + "; charset=utf-8";

    private final Clock clock;

    MessageWriter(Clock clock) {
        this.clock = clock;
    }

    OutgoingMessage plain(String to, String from, String text, String language) {
        return new OutgoingMessage(to, from, headers(TEXT, language), lines(text), false);
    }

    OutgoingMessage wrapped(String to, String from, String text, String language, String messageId) {
        String body = Cpim.write(
                List.of(
                        new Header("From", "<" + from + ">"),
                        new Header("To", "<" + to + ">"),
                        new Header(
                                "DateTime",
                                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()),
                        new Header("NS", "imdn <" + Cpim.IMDN_NAMESPACE + ">"),
                        new Header("imdn.Message-ID", messageId),
                        new Header("imdn.Disposition-Notification", "positive-delivery, negative-delivery")),
                List.of(new Header(CONTENT_TYPE, TEXT)),
                lines(text));
        return new OutgoingMessage(to, from, headers(MediaType.CPIM, language), body, true);
    }

    private static Map<String, String> headers(String type, String language) {
        Map<String, String> headers = new HashMap<>();
        headers.put(CONTENT_TYPE, type);
        if (!language.isEmpty()) {
            headers.put("Content-Language", language);
        }
        return headers;
    }

    /** RFC 2046 4.1.1. */
    private static String lines(String text) {
        return text.replaceAll("\r\n|\r|\n", "\r\n");
    }
}
