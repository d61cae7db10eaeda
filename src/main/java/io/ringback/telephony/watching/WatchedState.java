package io.ringback.telephony.watching;

import io.ringback.protocol.xml.BoundedXml;
import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.UnreadableXml;
import io.ringback.protocol.xml.XmlLimits;

/** What a switch has told of somebody so far. */
interface WatchedState {

    /** Of somebody with many telephones, each with many parameters. */
    BoundedXml XML = new BoundedXml(new XmlLimits(65_536, 16, 1_000, 40, 8_192));

    /**
     * What a document comes to.
     *
     * @param state what is known with it
     * @param sign whether it shows that they can be reached just now, and could not before
     */
    record Told(WatchedState state, boolean sign) {}

    /** A document that makes no sense: it changes nothing. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String problem) {
            super(problem);
        }
    }

    /**
     * Reads the next document.
     *
     * @param document of an active subscription; empty where the switch knows nothing of them
     */
    Told with(String document) throws Unreadable;

    /** The document's root, which has to be this element. */
    static Element root(String document, String namespace, String name) throws Unreadable {
        Element root;
        try {
            root = XML.read(document);
        } catch (UnreadableXml e) {
            throw new Unreadable(e.getMessage());
        }
        if (!root.is(namespace, name)) {
            throw new Unreadable("The document is no " + name);
        }
        return root;
    }

    static String attribute(Element element, String name) {
        return element.attribute(name).orElse("").strip();
    }

    /** By the version that it has (RFC 3680 5.1, RFC 4235 4.1); those of one subscription go up. */
    static long version(Element root) throws Unreadable {
        String version = attribute(root, "version");
        if (!version.matches("[0-9]{1,18}")) {
            throw new Unreadable("The document has no version");
        }
        return Long.parseLong(version);
    }

    /** Whether the document is all there is to tell. */
    static boolean isFull(Element root) throws Unreadable {
        return switch (attribute(root, "state")) {
            case "full" -> true;
            case "partial" -> false;
            default -> throw new Unreadable("The document is neither full nor partial");
        };
    }
}
