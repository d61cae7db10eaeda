package io.ringback.media.mms;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a SOAP 1.1 message of MM7. What cannot stand in XML is left out of texts. */
final class SoapWriter {

    /** Writes the body. */
    interface Content {
        void write(SoapWriter xml) throws XMLStreamException;
    }

    private final XMLStreamWriter xml;
    private final String schema;

    private SoapWriter(XMLStreamWriter xml, String schema) {
        this.xml = xml;
        this.schema = schema;
    }

    /**
     * A whole message in UTF-8.
     *
     * @param transactionId for the header; nothing to write no header
     */
    static String envelope(String schema, String transactionId, Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("env", "Envelope", SoapMessage.ENVELOPE);
            xml.writeNamespace("env", SoapMessage.ENVELOPE);
            xml.writeNamespace("mm7", schema);
            if (!transactionId.isEmpty()) {
                xml.writeStartElement("env", "Header", SoapMessage.ENVELOPE);
                xml.writeStartElement("mm7", Mm7.TRANSACTION_ID, schema);
                xml.writeAttribute("env", SoapMessage.ENVELOPE, "mustUnderstand", "1");
                xml.writeCharacters(fit(transactionId));
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeStartElement("env", "Body", SoapMessage.ENVELOPE);
            content.write(new SoapWriter(xml, schema));
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A text in memory can be written to", e);
        }
        return text.toString();
    }

    /** An element of MM7 with what {@code content} writes. */
    void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement("mm7", name, schema);
        content.write(this);
        xml.writeEndElement();
    }

    /** An element of MM7 with a text; nothing if the text is empty. */
    void element(String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            xml.writeStartElement("mm7", name, schema);
            xml.writeCharacters(fit(text));
            xml.writeEndElement();
        }
    }

    /** Attributes of the element that was begun last. */
    void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, value);
    }

    /** A fault (SOAP 1.1 section 4.4), with what MM7 says of it as its detail. */
    void fault(SoapMessage.FaultCode code, String text, Content detail) throws XMLStreamException {
        xml.writeStartElement("env", "Fault", SoapMessage.ENVELOPE);
        plain("faultcode", "env:" + code.word());
        plain("faultstring", text);
        xml.writeStartElement("detail");
        detail.write(this);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void plain(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** Without the characters that XML 1.0 section 2.2 has no place for. */
    static String fit(String text) {
        StringBuilder fit = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xd7ff
                        || c >= 0xe000 && c <= 0xfffd
                        || c >= 0x10000)
                .forEach(fit::appendCodePoint);
        return fit.toString();
    }
}
