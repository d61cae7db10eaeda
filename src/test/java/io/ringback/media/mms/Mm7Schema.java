package io.ringback.media.mms;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Says whether a SOAP message is one of MM7, by the schema alone. Reads with DOM, as Ringback does not. */
final class Mm7Schema {

    private static final Schema SCHEMA = load();

    private Mm7Schema() {}

    private static Schema load() {
        try {
            URL mm7 = Mm7Schema.class.getResource("rel-6-mm7-1-4.xsd");
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(mm7);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The message, which is valid, or else an exception that says what is not. */
    static Element validated(String soap) {
        return validated(soap.getBytes(StandardCharsets.UTF_8));
    }

    static Element validated(byte[] soap) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(soap));
            var validator = SCHEMA.newValidator();
            validator.setErrorHandler(new Strict());
            validator.validate(new DOMSource(document));
            return document.getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(
                    "Not valid: " + e.getMessage() + "\n" + new String(soap, StandardCharsets.UTF_8), e);
        }
    }

    /** The text of the first element of that name, or nothing. */
    static String text(Element message, String name) {
        var found = message.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
