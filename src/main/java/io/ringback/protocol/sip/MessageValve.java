package io.ringback.protocol.sip;

import gov.nist.javax.sip.header.RetryAfter;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import io.ringback.protocol.sip.Counters.Count;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sip.InvalidArgumentException;
import javax.sip.SipStack;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Looks at every message before JAIN-SIP keeps anything for it. */
final class MessageValve implements SIPMessageValve {

    private static final int RETRY_AFTER_SECONDS = 10;

    private final PeerGate gate;
    private final Counters counters;
    private final Consumer<Response> answer;
    private final Set<Integer> ports;
    private final Set<String> hosts;

    /** @param answer sends a response without a transaction */
    MessageValve(PeerGate gate, SipSettings settings, Counters counters, Consumer<Response> answer) {
        this.gate = gate;
        this.counters = counters;
        this.answer = answer;
        this.ports = settings.listen().stream().map(Listen::port).collect(Collectors.toUnmodifiableSet());
        this.hosts = Stream.concat(settings.listen().stream().map(Listen::host), settings.advertised().stream())
                .map(AddressRange::canonical)
                .collect(Collectors.toUnmodifiableSet());
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
        // RFC 3261 18.1.1: the Via names the transport; an answer by another would not arrive.
        if (!request.getTopmostVia().getTransport().equalsIgnoreCase(channel.getTransport())) {
            counters.count(Count.MALFORMED);
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
            ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(AgentMessages.newTag());
            return response;
        } catch (InvalidArgumentException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 3261 18.1.2: a response that does not say that we asked is discarded. */
    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        Via via = ((SIPResponse) response).getTopmostVia();
        boolean ours = via != null
                && ports.contains(via.getPort())
                && hosts.contains(AddressRange.canonical(via.getHost()));
        if (!ours) {
            counters.count(Count.MALFORMED);
        }
        return ours;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
