package io.ringback.telephony.callcontrol;

import io.ringback.ladder.Ladder;
import io.ringback.ladder.Rung.End;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Strand;
import io.ringback.ladder.Upright;
import io.ringback.telephony.announcement.MediaTraffic;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts on the ladder of its case what was played in a call: from where to where, and how much of it, but no sound. */
@Component
class PlayedOnTheLadder implements MediaTraffic {

    private static final int PACKETS_PER_SECOND = 50;

    private final Ladder ladder;

    PlayedOnTheLadder(Ladder ladder) {
        this.ladder = ladder;
    }

    @Override
    public void played(String callId, InetSocketAddress from, InetSocketAddress to, int packets) {
        ladder.note(
                Protocol.RTP,
                end(Upright.ANNOUNCEMENT_SERVER, from),
                end(Upright.PHONE, to),
                packets + " packets, " + packets / PACKETS_PER_SECOND + " s",
                "From " + host(from) + ":" + from.getPort() + " to " + host(to) + ":" + to.getPort() + ", " + packets
                        + " packets of 20 ms each, until this moment",
                List.of(new Strand(Strand.Kind.CALL, callId)));
    }

    private static End end(Upright party, InetSocketAddress address) {
        return new End(party, host(address), address.getPort());
    }

    private static String host(InetSocketAddress address) {
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }
}
