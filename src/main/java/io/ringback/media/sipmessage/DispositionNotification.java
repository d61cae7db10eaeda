package io.ringback.media.sipmessage;

import io.ringback.protocol.xml.BoundedXml;
import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.UnreadableXml;
import io.ringback.protocol.xml.XmlLimits;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@code message/imdn+xml} (RFC 5438 section 7.2 and 11).
 *
 * @param messageId the imdn.Message-ID of the message that it is about
 * @param delivered whether that reached its recipient; empty if it does not say
 * @param status as it is written: delivered, failed, forbidden ...
 */
record DispositionNotification(String messageId, Optional<Boolean> delivered, String status) {

    private static final String NAMESPACE = "urn:ietf:params:xml:ns:imdn";

    /** The longest that RFC 5438 has is not 1,000 characters. */
    private static final int LONGEST = 8_192;

    private static final int LONGEST_ID = 300;

    private static final BoundedXml XML = new BoundedXml(new XmlLimits(LONGEST, 16, 100, 40, LONGEST));

    /** @throws RefusedMessage if it is malformed or too long, or has a DTD or an entity of its own */
    static DispositionNotification parse(String xml) {
        Element root;
        try {
            root = XML.read(xml);
        } catch (UnreadableXml e) {
            throw e.isTooLong() ? RefusedMessage.tooLarge() : RefusedMessage.malformed(e.getMessage());
        }
        String messageId = root.child(NAMESPACE, "message-id")
                .map(DispositionNotification::id)
                .orElse("");
        Optional<Element> kind = ours(root)
                .filter(child -> child.name().endsWith("-notification"))
                .findFirst();
        String status = kind.flatMap(notification -> notification.child(NAMESPACE, "status"))
                .flatMap(element -> ours(element).findFirst())
                .map(Element::name)
                .orElse("");
        if (!root.is(NAMESPACE, "imdn") || messageId.isEmpty() || status.isEmpty()) {
            throw RefusedMessage.malformed("The disposition notification lacks the message-id, its kind or the status");
        }
        return new DispositionNotification(messageId, delivered(kind.get().name(), status), status);
    }

    private static Stream<Element> ours(Element parent) {
        return parent.children().stream().filter(child -> child.namespace().equals(NAMESPACE));
    }

    /** Nothing if it is none that Ringback has given. */
    private static String id(Element element) {
        return element.children().isEmpty() && element.text().length() <= LONGEST_ID ? element.text() : "";
    }

    /** What is shown has arrived; that it was not shown, was stored on its way, or may not be told, says nothing. */
    private static Optional<Boolean> delivered(String kind, String status) {
        return switch (kind + " " + status) {
            case "delivery-notification delivered", "display-notification displayed" -> Optional.of(true);
            case "delivery-notification failed", "delivery-notification error" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
