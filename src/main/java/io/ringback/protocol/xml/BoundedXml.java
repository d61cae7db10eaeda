package io.ringback.protocol.xml;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML from strangers as a tree, within limits. There is no document type, so there are no entities but the five of
 * XML itself, nothing is expanded and nothing is fetched; that is what SOAP 1.1 section 3 asks for too. Comments and
 * processing instructions say nothing.
 */
public final class BoundedXml {

    private static final String BLANK = " \t\r\n";

    private final XmlLimits limits;

    /** A reader that may be kept and used by many threads. */
    public BoundedXml(XmlLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a document that came as bytes.
     *
     * @param charset what was said of it from outside, which wins over what it says itself; or nothing
     * @return its root
     * @throws UnreadableXml if it is not well formed, has a document type or is beyond the limits
     */
    public Element read(byte[] document, String charset) throws UnreadableXml {
        if (document.length > limits.length()) {
            throw UnreadableXml.tooLong(limits.length(), "bytes");
        }
        int begin = 0;
        while (begin < document.length && BLANK.indexOf(document[begin]) >= 0) {
            begin++;
        }
        ByteArrayInputStream bytes = new ByteArrayInputStream(document, begin, document.length - begin);
        return read(factory -> charset.isEmpty()
                ? factory.createXMLStreamReader(bytes)
                : factory.createXMLStreamReader(bytes, charset));
    }

    /**
     * Reads a document that came as text; what it says of its encoding counts no more.
     *
     * @return its root
     * @throws UnreadableXml if it is not well formed, has a document type or is beyond the limits
     */
    public Element read(String document) throws UnreadableXml {
        if (document.length() > limits.length()) {
            throw UnreadableXml.tooLong(limits.length(), "characters");
        }
        // A line end before the declaration, which XML forbids, is what some write.
        return read(factory -> factory.createXMLStreamReader(new StringReader(document.strip())));
    }

    private interface Opening {
        XMLStreamReader reader(XMLInputFactory factory) throws XMLStreamException;
    }

    private Element read(Opening opening) throws UnreadableXml {
        try {
            XMLStreamReader reader = opening.reader(factory());
            try {
                return root(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // A document type that breaks off ends in exceptions of the parser's insides. What any of them says may
            // quote it.
            throw UnreadableXml.because("The document is not well formed");
        }
    }

    /** The JDK's own reader, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("Nothing is fetched.");
        });
        return factory;
    }

    private static final class Open {
        private final String namespace;
        private final String name;
        private final Map<String, String> attributes;
        private final StringBuilder text = new StringBuilder();
        private final List<Element> children = new ArrayList<>();

        Open(String namespace, String name, Map<String, String> attributes) {
            this.namespace = namespace;
            this.name = name;
            this.attributes = attributes;
        }

        Element close() {
            return new Element(namespace, name, attributes, text.toString().strip(), children);
        }
    }

    private Element root(XMLStreamReader reader) throws XMLStreamException, UnreadableXml {
        Deque<Open> open = new ArrayDeque<>();
        Element root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > limits.elements()) {
                        throw UnreadableXml.because("The document has too many elements");
                    }
                    if (open.size() >= limits.depth()) {
                        throw UnreadableXml.because("The elements of the document are nested too deep");
                    }
                    open.push(new Open(given(reader.getNamespaceURI()), reader.getLocalName(), attributes(reader)));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().close();
                    if (open.isEmpty()) {
                        root = closed;
                    } else {
                        open.peek().children.add(closed);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!open.isEmpty()) {
                        open.peek().text.append(reader.getText());
                        bounded(open.peek().text);
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw UnreadableXml.because("The document has a document type or an entity");
                default -> {}
            }
        }
        if (root == null) {
            throw UnreadableXml.because("The document is empty");
        }
        return root;
    }

    private Map<String, String> attributes(XMLStreamReader reader) throws UnreadableXml {
        if (reader.getAttributeCount() + reader.getNamespaceCount() > limits.attributes()) {
            throw UnreadableXml.because("An element of the document has too many attributes");
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            bounded(reader.getAttributeValue(i));
            attributes.put(
                    Element.key(given(reader.getAttributeNamespace(i)), reader.getAttributeLocalName(i)),
                    reader.getAttributeValue(i));
        }
        return attributes;
    }

    private void bounded(CharSequence text) throws UnreadableXml {
        if (text.length() > limits.text()) {
            throw UnreadableXml.because("A text in the document is longer than " + limits.text() + " characters");
        }
    }

    private static String given(String namespace) {
        return namespace == null ? "" : namespace;
    }
}
