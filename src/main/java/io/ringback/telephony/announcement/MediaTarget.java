package io.ringback.telephony.announcement;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where and how the other side wants its sound, as offer and answer agreed.
 *
 * @param rtp where packets go
 * @param rtcp where reports go
 * @param codec in which codec
 * @param payloadType the number the other side knows the codec by
 * @param events the payload types that its key presses (RFC 4733) come with; empty if they do not come in RTP
 * @param listening whether it wants to hear anything now; false on hold
 */
record MediaTarget(
        InetSocketAddress rtp,
        InetSocketAddress rtcp,
        Codec codec,
        int payloadType,
        Set<Integer> events,
        boolean listening) {

    MediaTarget {
        events = Set.copyOf(events);
    }

    /** The same, with key presses that come with these. */
    MediaTarget withEvents(Set<Integer> others) {
        return new MediaTarget(rtp, rtcp, codec, payloadType, others, listening);
    }
}
