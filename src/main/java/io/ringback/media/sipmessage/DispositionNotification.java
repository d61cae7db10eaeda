package io.ringback.media.sipmessage;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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

    /** The XML reader of Java itself, whatever else is there: entities and DTDs are not read. */
    private static final XMLInputFactory READERS = readers();

    private static XMLInputFactory readers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing is fetched");
        });
        return factory;
    }

    /** @throws RefusedMessage if it is malformed or too long, or has a DTD or an entity of its own */
    static DispositionNotification parse(String xml) {
        if (xml.length() > LONGEST) {
            throw RefusedMessage.tooLarge();
        }
        try {
            XMLStreamReader reader = READERS.createXMLStreamReader(new StringReader(xml.strip()));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw RefusedMessage.malformed("The disposition notification is no XML");
        }
    }

    private static DispositionNotification read(XMLStreamReader reader) throws XMLStreamException {
        String messageId = "";
        String kind = "";
        String status = "";
        boolean inStatus = false;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw RefusedMessage.malformed("The disposition notification has a DTD or entities");
            }
            if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("status")) {
                inStatus = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT || !NAMESPACE.equals(reader.getNamespaceURI())) {
                continue;
            }
            String name = reader.getLocalName();
            if (inStatus) {
                status = status.isEmpty() ? name : status;
            } else if (name.equals("message-id")) {
                messageId = messageId.isEmpty() ? reader.getElementText().strip() : messageId;
            } else if (name.endsWith("-notification")) {
                kind = kind.isEmpty() ? name : kind;
            } else if (name.equals("status")) {
                inStatus = true;
            }
        }
        if (messageId.isEmpty() || messageId.length() > LONGEST_ID || kind.isEmpty() || status.isEmpty()) {
            throw RefusedMessage.malformed("The disposition notification lacks the message-id, its kind or the status");
        }
        return new DispositionNotification(messageId, delivered(kind, status), status);
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
