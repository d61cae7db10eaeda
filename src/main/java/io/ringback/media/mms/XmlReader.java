package io.ringback.media.mms;

import io.ringback.protocol.xml.HostileXml;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from strangers: no document type, so no entities of their own and nothing fetched, and bounds on length,
 * depth and number.
 */
final class XmlReader {

    private static final int LONGEST = 128 * 1024;
    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 2_000;
    private static final int MOST_ATTRIBUTES = 50;

    /** That a document is not XML, or more of it than anybody needs. The message says nothing of what is in it. */
    static final class NotReadable extends Exception {
        NotReadable(String problem) {
            super(problem);
        }
    }

    private static final class Open {
        private final String namespace;
        private final String name;
        private final Map<String, String> attributes;
        private final StringBuilder text = new StringBuilder();
        private final List<XmlElement> children = new ArrayList<>();

        Open(String namespace, String name, Map<String, String> attributes) {
            this.namespace = namespace;
            this.name = name;
            this.attributes = attributes;
        }

        XmlElement close() {
            return new XmlElement(namespace, name, attributes, text.toString().strip(), List.copyOf(children));
        }
    }

    private XmlReader() {}

    /**
     * Reads a document.
     *
     * @param charset what was said of it from outside, or nothing
     * @throws NotReadable if it is not well formed or beyond the bounds
     */
    static XmlElement read(byte[] document, String charset) throws NotReadable {
        if (document.length > LONGEST) {
            throw new NotReadable("It is longer than " + LONGEST + " bytes.");
        }
        try {
            XMLStreamReader reader = charset.isEmpty()
                    ? HostileXml.factory().createXMLStreamReader(new ByteArrayInputStream(document))
                    : HostileXml.factory().createXMLStreamReader(new ByteArrayInputStream(document), charset);
            return read(reader);
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new NotReadable("It is not well formed.");
        }
    }

    private static XmlElement read(XMLStreamReader reader) throws XMLStreamException, NotReadable {
        Deque<Open> open = new ArrayDeque<>();
        XmlElement root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() >= DEEPEST) {
                        throw new NotReadable("It has too many elements, or they are nested too deep.");
                    }
                    open.push(new Open(
                            reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI(),
                            reader.getLocalName(),
                            attributes(reader)));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    XmlElement closed = open.pop().close();
                    if (open.isEmpty()) {
                        root = closed;
                    } else {
                        open.peek().children.add(closed);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new NotReadable("It has a document type or an entity, which SOAP 1.1 section 3 forbids.");
                default -> {}
            }
        }
        if (root == null) {
            throw new NotReadable("It is empty.");
        }
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) throws NotReadable {
        if (reader.getAttributeCount() > MOST_ATTRIBUTES) {
            throw new NotReadable("An element has too many attributes.");
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            attributes.put(
                    XmlElement.key(namespace == null ? "" : namespace, reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        return Map.copyOf(attributes);
    }
}
