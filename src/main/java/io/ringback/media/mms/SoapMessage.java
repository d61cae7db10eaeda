package io.ringback.media.mms;

import io.ringback.protocol.xml.BoundedXml;
import io.ringback.protocol.xml.Element;
import io.ringback.protocol.xml.UnreadableXml;
import io.ringback.protocol.xml.XmlLimits;
import java.util.List;
import java.util.Set;

/**
 * A SOAP 1.1 message as MM7 uses it: a transaction in the header, one element in the body.
 *
 * @param transactionId as the sender wrote it, or nothing
 * @param schema namespace of the body's element
 * @param content the body's element
 */
record SoapMessage(String transactionId, String schema, Element content) {

    static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";

    /** What people wrote comes as a part of its own, so that neither message nor text is long. */
    private static final BoundedXml XML = new BoundedXml(new XmlLimits(128 * 1024, 32, 2_000, 50, 16 * 1024));

    /** An actor that stands for whoever reads the message (SOAP 1.1 section 4.2.2). */
    private static final Set<String> HERE = Set.of("", "http://schemas.xmlsoap.org/soap/actor/next");

    private static final Set<String> TRUE = Set.of("1", "true");
    private static final int LONGEST_TRANSACTION_ID = 200;

    /** Fault codes of SOAP 1.1 section 4.4.1. */
    enum FaultCode {
        VERSION_MISMATCH("VersionMismatch"),
        MUST_UNDERSTAND("MustUnderstand"),
        CLIENT("Client"),
        SERVER("Server");

        private final String word;

        FaultCode(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Why a message is no SOAP that can be handled; says nothing of what is in it. */
    static final class Faulty extends Exception {
        private final FaultCode code;

        Faulty(FaultCode code, String problem) {
            super(problem);
            this.code = code;
        }

        FaultCode code() {
            return code;
        }
    }

    /**
     * Reads a message.
     *
     * @param charset what was said of it from outside, or nothing
     * @throws Faulty if it is no SOAP 1.1, or has more or less in it than one element
     */
    static SoapMessage of(byte[] document, String charset) throws Faulty {
        try {
            return of(XML.read(SoapText.decode(document, charset)));
        } catch (UnreadableXml e) {
            throw new Faulty(FaultCode.CLIENT, e.getMessage() + ".");
        }
    }

    private static SoapMessage of(Element root) throws Faulty {
        if (!root.name().equals("Envelope") || !root.namespace().equals(ENVELOPE)) {
            throw new Faulty(
                    root.name().equals("Envelope") ? FaultCode.VERSION_MISMATCH : FaultCode.CLIENT,
                    "It is no envelope of SOAP 1.1.");
        }
        String transactionId = "";
        for (Element entry : root.child("Header").map(Element::children).orElse(List.of())) {
            // In whatever namespace, or none: no other header is called so.
            if (entry.name().equals(Mm7.TRANSACTION_ID)) {
                transactionId = entry.text();
            } else if (TRUE.contains(entry.attribute(ENVELOPE, "mustUnderstand").orElse(""))
                    && HERE.contains(entry.attribute(ENVELOPE, "actor").orElse(""))) {
                throw new Faulty(FaultCode.MUST_UNDERSTAND, "It has a header that only MM7's TransactionID may be.");
            }
        }
        if (transactionId.length() > LONGEST_TRANSACTION_ID) {
            throw new Faulty(FaultCode.CLIENT, "Its TransactionID is too long.");
        }
        List<Element> body = root.child("Body").map(Element::children).orElse(List.of());
        if (body.size() != 1) {
            throw new Faulty(FaultCode.CLIENT, "Its body is not one element.");
        }
        return new SoapMessage(transactionId, body.get(0).namespace(), body.get(0));
    }

    boolean isFault() {
        return content.name().equals("Fault") && schema.equals(ENVELOPE);
    }
}
