package io.ringback.protocol.sip;

import io.ringback.protocol.sip.Counters.Count;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who may send us anything, and how much of it. */
final class PeerGate {

    /** Setting up and ending a call takes a dozen messages, with retransmissions twice that. */
    private static final int MESSAGES_PER_REQUEST = 24;

    /** Of the requests beyond the allowance, one in so many is told why. */
    private static final int REFUSALS_SHARE = 10;

    private static final int CONNECTIONS_PER_PEER = 64;

    private final List<AddressRange> peers;
    private final Allowance messages;
    private final Allowance requests;
    private final Allowance refusals;
    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
    private final Counters counters;

    PeerGate(SipSettings settings, Counters counters) {
        this.peers = settings.peers().stream().map(AddressRange::of).toList();
        double rate = settings.requestsPerSecond();
        this.messages = new Allowance(rate * MESSAGES_PER_REQUEST, rate * MESSAGES_PER_REQUEST, System::nanoTime);
        this.requests = new Allowance(rate, rate, System::nanoTime);
        this.refusals =
                new Allowance(Math.max(1, rate / REFUSALS_SHARE), Math.max(1, rate / REFUSALS_SHARE), System::nanoTime);
        this.counters = counters;
    }

    /** Whether the host is a peer. Others get no answer at all. */
    boolean knows(InetAddress host) {
        if (isPeer(host)) {
            return true;
        }
        counters.count(Count.STRANGERS);
        return false;
    }

    /** @param address written in digits */
    boolean isPeer(String address) {
        return isPeer(AddressRange.literal(address));
    }

    private boolean isPeer(InetAddress host) {
        return peers.stream().anyMatch(range -> range.contains(host));
    }

    /** Whether another message of any kind is looked at. */
    boolean hears(InetAddress peer) {
        return counted(messages.take(peer));
    }

    /** Whether another request outside of a call is taken. */
    boolean takesRequest(InetAddress peer) {
        return counted(requests.take(peer));
    }

    /** Whether one that is not taken is told so. */
    boolean refuses(InetAddress peer) {
        return refusals.take(peer);
    }

    /** Whether another connection is accepted; {@link #disconnected} must follow if so. */
    boolean connects(InetAddress peer) {
        if (connections.merge(peer, 1, Integer::sum) > CONNECTIONS_PER_PEER) {
            disconnected(peer);
            return counted(false);
        }
        return true;
    }

    void disconnected(InetAddress peer) {
        connections.computeIfPresent(peer, (key, open) -> open == 1 ? null : open - 1);
    }

    private boolean counted(boolean admitted) {
        if (!admitted) {
            counters.count(Count.THROTTLED);
        }
        return admitted;
    }
}
