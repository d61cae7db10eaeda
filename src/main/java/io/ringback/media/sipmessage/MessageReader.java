package io.ringback.media.sipmessage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ringback.arrival.AsItCame;
import io.ringback.arrival.HandedIn;
import io.ringback.directory.Medium;
import io.ringback.ladder.Strand;
import io.ringback.protocol.sip.SipRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a MESSAGE that came in: a text, or a disposition notification, as they are or in message/cpim. */
final class MessageReader {

    /** Nobody answers with more by hand. */
    private static final int LONGEST_TEXT = 8_000;

    /** What no text needs, and a database does not take all of. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** @throws RefusedMessage if it cannot be understood */
    ReceivedMessage read(SipRequest message) {
        String from = PartyAddress.sender(message);
        String to = PartyAddress.recipient(message);
        Optional<String> body = message.body().filter(text -> !text.isBlank());
        if (body.isEmpty()) {
            // Nothing was said; some clients keep a way open so.
            return ReceivedMessage.IGNORED;
        }
        MediaType type = MediaType.of(
                message.first("Content-Type").orElseThrow(() -> RefusedMessage.malformed("It has no type")));
        String content = body.get();
        if (type.is(MediaType.CPIM)) {
            // Who it is from and to is what the switch says, and not what stands in here.
            Cpim cpim = Cpim.parse(content);
            type = cpim.type();
            content = cpim.content();
        }
        if (!type.isUtf8()) {
            throw RefusedMessage.unsupported();
        }
        return switch (type.name()) {
            case MediaType.TEXT -> reply(message, from, to, content);
            case MediaType.IMDN -> report(message, from, content);
            default -> throw RefusedMessage.unsupported();
        };
    }

    private static ReceivedMessage reply(SipRequest message, String from, String to, String content) {
        String text = CONTROL.matcher(content.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("")
                .strip();
        if (text.isEmpty()) {
            return ReceivedMessage.IGNORED;
        }
        if (text.length() > LONGEST_TEXT) {
            throw RefusedMessage.tooLarge();
        }
        return ReceivedMessage.of(HandedIn.reply(Map.of(
                        "id",
                        id(message, from),
                        "medium",
                        Medium.INSTANT_MESSAGE.name(),
                        "from",
                        from,
                        "to",
                        to,
                        "text",
                        text))
                .as(new AsItCame.Seen(Strand.ofRequest(
                        message.first("Call-ID").orElse(""),
                        message.first("CSeq").orElse("")))));
    }

    private static ReceivedMessage report(SipRequest message, String from, String content) {
        DispositionNotification notification = DispositionNotification.parse(content);
        // Ringback names its messages so; what is named otherwise is another's.
        if (notification.delivered().isEmpty()
                || !UUID.matcher(notification.messageId()).matches()) {
            return ReceivedMessage.IGNORED;
        }
        return ReceivedMessage.of(HandedIn.report(Map.of(
                "id",
                id(message, from),
                "messageId",
                notification.messageId(),
                "delivered",
                notification.delivered().get(),
                "problem",
                "IMDN " + notification.status())));
    }

    /** RFC 3428 section 8, RFC 3261 8.1.1.4: the same request has the same, however often and on whatever ways it comes. */
    private static String id(SipRequest message, String from) {
        String named = from
                + '\n'
                + message.first("Call-ID").orElse("")
                + '\n'
                + message.first("CSeq").orElse("");
        try {
            return "sip:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(named.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
