package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;

/**
 * A Via that names another transport than the connection that its request came by, as behind a proxy that takes TLS off. It goes
 * back as it was written; the answer goes by that connection, which is the only way there surely is (RFC 3261 18.2.2).
 */
final class CarriedVia extends Via {

    private static final long serialVersionUID = 1;

    private final String carrier;

    private CarriedVia(Via written, String carrier) {
        this.carrier = carrier;
        setSentProtocol(written.getSentProtocol());
        setSentBy(written.getSentBy());
        setParameters(written.getParameters());
        setComment(written.getComment());
    }

    /** @param carrier the transport that the request came by */
    static void replaceTopmost(SIPRequest request, String carrier) {
        ViaList vias = request.getViaHeaders();
        Via topmost = (Via) vias.getFirst();
        vias.removeFirst();
        vias.addFirst(new CarriedVia(topmost, carrier));
    }

    @Override
    public String getTransport() {
        return carrier;
    }

    /** JAIN-SIP writes into an answer what it sends it by. */
    @Override
    public void setTransport(String transport) throws ParseException {}
}
