package io.ringback.protocol.sip;

import gov.nist.javax.sip.stack.DefaultRouter;
import gov.nist.javax.sip.stack.HopImpl;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/** Finds the next hop as JAIN-SIP does; but a request whose Via says TCP goes by TCP, whatever its route says ({@link LargeRequests}). */
final class ViaRouter extends DefaultRouter {

    ViaRouter(SipStack stack) {
        super(stack, null);
    }

    @Override
    public Hop getNextHop(Request request) throws SipException {
        Hop hop = super.getNextHop(request);
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        boolean raised = hop != null
                && via != null
                && hop.getTransport().equalsIgnoreCase(ListeningPoint.UDP)
                && via.getTransport().equalsIgnoreCase(ListeningPoint.TCP);
        return raised ? new HopImpl(hop.getHost(), hop.getPort(), ListeningPoint.TCP) : hop;
    }
}
