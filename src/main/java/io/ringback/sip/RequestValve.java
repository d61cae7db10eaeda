package io.ringback.sip;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Looks at every request before JAIN-SIP keeps anything for it. */
final class RequestValve implements SIPMessageValve {

    private static final int RETRY_AFTER_SECONDS = 10;

    private final PeerGate gate;
    private final Consumer<Response> answer;

    /** @param answer sends a response without a transaction */
    RequestValve(PeerGate gate, Consumer<Response> answer) {
        this.gate = gate;
        this.answer = answer;
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        InetAddress peer = request.getPeerPacketSourceAddress();
        // Over a connection of ours requests may come that nobody accepted.
        if (peer == null || !gate.knows(peer)) {
            return false;
        }
        if (channel.isReliable() && !gate.hears(peer)) {
            channel.close();
            return false;
        }
        if (request.getApplicationData() instanceof Fault fault) {
            refuse(request, fault, channel);
            return false;
        }
        return !opens(request) || admits(request, peer);
    }

    private void refuse(SIPRequest request, Fault fault, MessageChannel channel) {
        answer.accept(request.createResponse(fault.status(), fault.reason()));
        if (fault.fatal() && channel.isReliable()) {
            channel.close();
        }
    }

    /** Whether the request is outside of any call. */
    private static boolean opens(SIPRequest request) {
        return !request.hasToTag()
                && !request.getMethod().equals(Request.ACK)
                && !request.getMethod().equals(Request.CANCEL);
    }

    private boolean admits(SIPRequest request, InetAddress peer) {
        if (gate.takesRequest(peer)) {
            return true;
        }
        if (request.getMethod().equals(Request.INVITE) && gate.refuses(peer)) {
            answer.accept(busy(request));
        }
        return false;
    }

    private static Response busy(SIPRequest request) {
        SIPResponse response = request.createResponse(Response.SERVICE_UNAVAILABLE);
        try {
            RetryAfter retry = new RetryAfter();
            // Spread, so that not all come again at once.
            retry.setRetryAfter(1 + ThreadLocalRandom.current().nextInt(RETRY_AFTER_SECONDS));
            response.setHeader((javax.sip.header.Header) retry);
            ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(JainStack.newTag());
            return response;
        } catch (InvalidArgumentException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
