package io.ringback.protocol.mscml;

import io.ringback.protocol.xml.BoundedXml;
import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.UnreadableXml;
import io.ringback.protocol.xml.XmlLimits;
import io.ringback.protocol.xml.XmlWriter;
import java.util.Optional;

/** What stands around each request, response and notification (RFC 5022 section 4). */
final class Document {

    private static final String ROOT = "MediaServerControl";
    private static final String VERSION = "1.0";

    private static final int LONGEST = 32 * 1024;
    private static final BoundedXml XML = new BoundedXml(new XmlLimits(LONGEST, 10, 200, 40, LONGEST));

    private Document() {}

    /**
     * The only child of the root: {@code request}, {@code response} or {@code notification}. MSCML has neither namespaces nor
     * texts, so those of a document say nothing.
     *
     * @throws MscmlException with 400 if it is no MSCML, or more of it than anybody needs
     */
    static Element read(String body) throws MscmlException {
        Element root;
        try {
            root = XML.read(body);
        } catch (UnreadableXml e) {
            throw unreadable(e.getMessage());
        }
        if (!root.name().equals(ROOT)) {
            throw unreadable("The root element is not " + ROOT);
        }
        if (!root.attribute("version").orElse("").strip().equals(VERSION)) {
            throw unreadable("The version is not " + VERSION);
        }
        if (root.children().size() != 1) {
            throw unreadable("There must be exactly one request or response");
        }
        return root.children().get(0);
    }

    private static MscmlException unreadable(String problem) {
        return new MscmlException(400, problem, "unknown", Optional.empty());
    }

    /** A document that holds one element. */
    static String write(String element, XmlWriter.Content content) {
        return XmlWriter.document(ROOT, root -> {
            root.attribute("version", VERSION);
            root.element(element, content);
        });
    }
}
