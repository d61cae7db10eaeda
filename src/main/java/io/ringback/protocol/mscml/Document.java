package io.ringback.protocol.mscml;

import io.ringback.protocol.xml.HostileXml;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads MSCML from strangers: no document type, so no entities of their own and nothing fetched, and bounds on length, depth
 * and number.
 */
final class Document {

    private static final int LONGEST = 32 * 1024;
    private static final int DEEPEST = 10;
    private static final int MOST_ELEMENTS = 200;
    private static final int MOST_ATTRIBUTES = 40;

    private record Open(String name, Map<String, String> attributes, List<Element> children) {

        Element close() {
            return new Element(name, attributes, List.copyOf(children));
        }
    }

    private Document() {}

    /**
     * The only child of the root: {@code request}, {@code response} or {@code notification}.
     *
     * @throws MscmlException with 400 if it is no MSCML, or more of it than anybody needs
     */
    static Element read(String body) throws MscmlException {
        if (body.length() > LONGEST) {
            throw unreadable("The body is longer than " + LONGEST + " characters");
        }
        Element root;
        try {
            // A line end before the declaration, which XML forbids, is what some write.
            root = read(HostileXml.factory().createXMLStreamReader(new StringReader(body.strip())));
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw unreadable("The body is no well-formed XML, or has a document type or entities of its own");
        }
        if (!root.name().equals(Mscml.ROOT)) {
            throw unreadable("The root element is not " + Mscml.ROOT);
        }
        if (!root.attribute("version").orElse("").strip().equals(Mscml.VERSION)) {
            throw unreadable("The version is not " + Mscml.VERSION);
        }
        if (root.children().size() != 1) {
            throw unreadable("There must be exactly one request or response");
        }
        return root.children().get(0);
    }

    private static MscmlException unreadable(String problem) {
        return new MscmlException(400, problem, "unknown", Optional.empty());
    }

    private static Element read(XMLStreamReader reader) throws XMLStreamException, MscmlException {
        Deque<Open> open = new ArrayDeque<>();
        Element root = null;
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > MOST_ELEMENTS || open.size() >= DEEPEST) {
                        throw unreadable("The body has too many elements, or they are nested too deep");
                    }
                    open.push(new Open(reader.getLocalName(), attributes(reader), new ArrayList<>()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element closed = open.pop().close();
                    if (open.isEmpty()) {
                        root = closed;
                    } else {
                        open.peek().children().add(closed);
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("Entities are not taken");
                default -> {
                    // Text and comments say nothing in MSCML.
                }
            }
        }
        if (root == null) {
            throw new XMLStreamException("Nothing is there");
        }
        return root;
    }

    private static Map<String, String> attributes(XMLStreamReader reader) throws MscmlException {
        if (reader.getAttributeCount() > MOST_ATTRIBUTES) {
            throw unreadable("An element has too many attributes");
        }
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeNamespace(i) == null
                    || reader.getAttributeNamespace(i).isEmpty()) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        return Map.copyOf(attributes);
    }
}
