package io.ringback.media.xmpp;

import java.util.BitSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;

/** The body of a message, without what the writer's client put there for clients that know less (XEP-0428). */
final class WrittenBody {

    private static final String FALLBACKS = "urn:xmpp:fallback:0";
    private static final String REPLIES = "urn:xmpp:reply:0";

    private WrittenBody() {}

    /** What the person wrote; empty if all of it is the client's. */
    static String of(Message stanza) {
        String body = whole(stanza);
        int length = body.codePointCount(0, body.length());
        BitSet ofClient = new BitSet(length);
        fallbacks(stanza).forEach(fallback -> mark(fallback, length, ofClient));
        if (ofClient.isEmpty()) {
            return body;
        }
        StringBuilder written = new StringBuilder();
        int[] points = body.codePoints().toArray();
        for (int i = ofClient.nextClearBit(0); i < length; i = ofClient.nextClearBit(i + 1)) {
            written.appendCodePoint(points[i]);
        }
        return written.toString().strip();
    }

    /** The body in the stanza's language, or, without one, the first (RFC 6121 5.2.3); empty if there is none. */
    static String whole(Message stanza) {
        return Optional.ofNullable(stanza.getBody())
                .filter(body -> !body.isBlank())
                .or(() -> stanza.getBodies().stream()
                        .map(Message.Body::getMessage)
                        .filter(body -> body != null && !body.isBlank())
                        .findFirst())
                .orElse("");
    }

    /** The id of the message that it is a reply to (XEP-0461). */
    static Optional<String> repliedTo(Message stanza) {
        return stanza.getExtensionElement("reply", REPLIES) instanceof StandardExtensionElement reply
                ? Optional.ofNullable(reply.getAttributeValue("id"))
                : Optional.empty();
    }

    private static Stream<StandardExtensionElement> fallbacks(Message stanza) {
        return stanza.getExtensions().stream()
                .filter(StandardExtensionElement.class::isInstance)
                .map(StandardExtensionElement.class::cast)
                .filter(one -> one.getElementName().equals("fallback")
                        && one.getNamespace().equals(FALLBACKS));
    }

    /** One without elements is about the whole body, and so is a {@code body} without a range; a {@code subject} is not. */
    private static void mark(StandardExtensionElement fallback, int length, BitSet ofClient) {
        if (fallback.getElements().isEmpty()) {
            ofClient.set(0, length);
        }
        for (StandardExtensionElement range : fallback.getElements()) {
            if (!range.getElementName().equals("body")) {
                continue;
            }
            int start = place(range.getAttributeValue("start"), 0, length);
            int end = place(range.getAttributeValue("end"), length, length);
            if (start < end) {
                ofClient.set(start, end);
            }
        }
    }

    /** Counted in characters of Unicode; what is no number counts as 0, so that nothing is left out for it. */
    private static int place(String attribute, int otherwise, int length) {
        if (attribute == null) {
            return otherwise;
        }
        try {
            return Math.min(Math.max(Integer.parseInt(attribute.strip()), 0), length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
