package io.ringback.media.mms;

import io.ringback.protocol.xml.XmlWriter;

/** Writes a SOAP 1.1 message of MM7. */
final class SoapWriter {

    /** Writes the body. */
    @FunctionalInterface
    interface Content {
        void write(SoapWriter xml);
    }

    private final XmlWriter xml;

    private SoapWriter(XmlWriter xml) {
        this.xml = xml;
    }

    /**
     * A whole message in UTF-8.
     *
     * @param transactionId for the header; nothing to write no header
     */
    static String envelope(String schema, String transactionId, Content content) {
        return XmlWriter.document("env:Envelope", envelope -> {
            envelope.attribute("xmlns:env", SoapMessage.ENVELOPE);
            envelope.attribute("xmlns:mm7", schema);
            if (!transactionId.isEmpty()) {
                envelope.element(
                        "env:Header",
                        header -> header.element("mm7:" + Mm7.TRANSACTION_ID, id -> {
                            id.attribute("env:mustUnderstand", "1");
                            id.text(transactionId);
                        }));
            }
            envelope.element("env:Body", body -> content.write(new SoapWriter(body)));
        });
    }

    /** An element of MM7 with what {@code content} writes. */
    void element(String name, Content content) {
        xml.element("mm7:" + name, element -> content.write(new SoapWriter(element)));
    }

    /** An element of MM7 with a text; nothing if the text is empty. */
    void element(String name, String text) {
        if (!text.isEmpty()) {
            xml.element("mm7:" + name, text);
        }
    }

    /** An attribute of the element that was begun last. */
    void attribute(String name, String value) {
        xml.attribute(name, value);
    }

    /** A fault (SOAP 1.1 section 4.4), with what MM7 says of it as its detail. */
    void fault(SoapMessage.FaultCode code, String text, Content detail) {
        xml.element("env:Fault", fault -> {
            fault.element("faultcode", "env:" + code.word());
            fault.element("faultstring", text);
            fault.element("detail", element -> detail.write(new SoapWriter(element)));
        });
    }
}
