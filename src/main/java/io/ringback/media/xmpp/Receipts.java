package io.ringback.media.xmpp;

import java.util.Optional;
import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;

/** Message delivery receipts (XEP-0184). */
final class Receipts {

    static final String NAMESPACE = "urn:xmpp:receipts";

    private Receipts() {}

    /** The id of the message that {@code stanza} is the receipt for. */
    static Optional<String> received(Message stanza) {
        return stanza.getExtensionElement("received", NAMESPACE) instanceof StandardExtensionElement received
                ? Optional.ofNullable(received.getAttributeValue("id"))
                : Optional.empty();
    }

    /** The receipt for {@code stanza}, if its writer wants one and can be told which message it is for. */
    static Optional<Message> answerTo(Message stanza) {
        ExtensionElement request = stanza.getExtensionElement("request", NAMESPACE);
        if (request == null || stanza.getStanzaId() == null) {
            return Optional.empty();
        }
        return Optional.of(StanzaBuilder.buildMessage()
                .ofType(stanza.getType())
                .to(stanza.getFrom())
                .addExtension(StandardExtensionElement.builder("received", NAMESPACE)
                        .addAttribute("id", stanza.getStanzaId())
                        .build())
                .build());
    }
}
