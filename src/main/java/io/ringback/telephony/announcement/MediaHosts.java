package io.ringback.telephony.announcement;

import io.ringback.protocol.sip.AddressRange;
import java.net.InetAddress;
import java.util.List;

/**
 * Hosts that media may go to before they have sent any, such as those of a trunk whose signalling has another address.
 *
 * @param ranges addresses and networks
 */
record MediaHosts(List<AddressRange> ranges) {

    MediaHosts {
        ranges = List.copyOf(ranges);
    }

    /** @throws IllegalArgumentException if one is neither an address nor a network */
    static MediaHosts of(List<String> written) {
        return new MediaHosts(written.stream().map(AddressRange::of).toList());
    }

    /** The gate of one call. @param peer who set it up, as {@link io.ringback.protocol.sip.SipRequest#peer} has it */
    MediaGate gateFor(String peer) {
        AddressRange caller = AddressRange.ofPeer(peer);
        return new MediaGate(address -> caller.contains(address) || has(address));
    }

    private boolean has(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
