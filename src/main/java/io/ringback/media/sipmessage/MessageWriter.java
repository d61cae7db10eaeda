package io.ringback.media.sipmessage;

import io.ringback.media.sipmessage.Cpim.Header;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes texts as MESSAGE (RFC 3428), plain or with a request for disposition notifications (RFC 5438 7.1.1). */
final class MessageWriter {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String TEXT = MediaType.TEXT + "; charset=utf-8";

    /** RFC 3261 20.17: as HTTP writes it, in GMT. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    MessageWriter(Clock clock) {
        this.clock = clock;
    }

    OutgoingMessage plain(String to, String from, String text, String language, Optional<Duration> left) {
        return new OutgoingMessage(to, from, headers(TEXT, language, left), lines(text), false);
    }

    OutgoingMessage wrapped(
            String to, String from, String text, String language, Optional<Duration> left, String messageId) {
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
        return new OutgoingMessage(to, from, headers(MediaType.CPIM, language, left), body, true);
    }

    /** RFC 3428 4 and 7: with Expires goes the Date from which it counts. */
    private Map<String, String> headers(String type, String language, Optional<Duration> left) {
        Map<String, String> headers = new HashMap<>();
        headers.put(CONTENT_TYPE, type);
        if (!language.isEmpty()) {
            headers.put("Content-Language", language);
        }
        left.ifPresent(time -> {
            headers.put("Expires", Long.toString(time.toSeconds()));
            headers.put("Date", DATE.format(clock.instant()));
        });
        return headers;
    }

    /** RFC 2046 4.1.1. */
    private static String lines(String text) {
        return text.replaceAll("\r\n|\r|\n", "\r\n");
    }
}
