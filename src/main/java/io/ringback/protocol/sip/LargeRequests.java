package io.ringback.protocol.sip;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.address.Hop;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;

/**
 * Requests that are too large for a datagram, and so go by TCP where the peer has it (RFC 3261 18.1.1). A peer that has not is
 * sent a datagram all the same, and not asked again for a while: one that drops connection requests costs seconds.
 */
final class LargeRequests {

    /** RFC 3261 18.1.1, where the path MTU is not known. */
    private static final int LARGEST_DATAGRAM = 1_300;

    /** JAIN-SIP adds a branch later where there is none. */
    private static final int BRANCH = ";branch=z9hG4bK-000000-0123456789abcdef0123456789abcdef".length();

    private static final long FORGOTTEN_AFTER = TimeUnit.MINUTES.toNanos(5);

    private static final int REMEMBERED = 100;

    private final JainStack stack;
    private final Map<String, Long> withoutTcp = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    LargeRequests(JainStack stack) {
        this.stack = stack;
    }

    /** The same request for TCP; empty if it is to go as it is. */
    Optional<Request> overTcp(Request request) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        if (!via.getTransport().equalsIgnoreCase(ListeningPoint.UDP)
                || stack.provider().getListeningPoint(ListeningPoint.TCP) == null
                || length(request) <= LARGEST_DATAGRAM
                || isWithoutTcp(hop(request))) {
            return Optional.empty();
        }
        try {
            Request raised = (Request) request.clone();
            ViaHeader tcp = stack.messages().via(ListeningPoint.TCP);
            if (via.getBranch() != null) {
                tcp.setBranch(via.getBranch());
            }
            raised.setHeader(tcp);
            return Optional.of(raised);
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int length(Request request) {
        boolean branched = ((ViaHeader) request.getHeader(ViaHeader.NAME)).getBranch() != null;
        return request.toString().getBytes(StandardCharsets.UTF_8).length + (branched ? 0 : BRANCH);
    }

    /** The peer that the request goes to could not be had by TCP. */
    void couldNot(Request request) {
        synchronized (withoutTcp) {
            withoutTcp.put(hop(request), System.nanoTime());
        }
    }

    private boolean isWithoutTcp(String hop) {
        synchronized (withoutTcp) {
            Long since = withoutTcp.get(hop);
            if (since != null && System.nanoTime() - since > FORGOTTEN_AFTER) {
                withoutTcp.remove(hop);
                return false;
            }
            return since != null;
        }
    }

    /** A copy is asked about: the router changes the request where it meets a strict router. */
    private String hop(Request request) {
        try {
            Hop hop = stack.nextHop((Request) request.clone());
            return hop == null ? "" : hop.getHost() + ":" + hop.getPort();
        } catch (SipException e) {
            return "";
        }
    }
}
