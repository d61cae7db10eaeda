package io.ringback.telephony.announcement;

import io.ringback.telephony.announcement.TelephoneEvents.Packet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;

/**
 * Reads the RTP (RFC 3550) of one call for its key presses; sound is passed over. It is read in the beat of what is played: no
 * thread waits for it, and what a flood costs is bounded.
 *
 * <p>Who may press keys: whom the {@link MediaGate} takes, from any port.
 */
final class RtpReceiver {

    /** 800 packets a second; a phone sends 50, or 100 while a key is pressed. */
    private static final int MOST_IN_A_BEAT = 16;

    private static final int VERSION = 2;
    private static final int HEADER = 12;
    private static final int EVENT = 4;

    /** More than any event with all its extras; what is longer is sound. */
    private static final int LONGEST_EVENT = 256;

    private final DatagramChannel rtp;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_EVENT);
    private final TelephoneEvents events = new TelephoneEvents();
    private final MediaGate gate;

    RtpReceiver(RtpPorts.Pair ports, MediaGate gate) {
        ports.listen();
        this.rtp = ports.rtp();
        this.gate = gate;
    }

    /** Reads what has come, and tells {@code pressed} each key once. */
    void read(MediaTarget target, long nowMillis, Consumer<Character> pressed) {
        try {
            for (int i = 0; i < MOST_IN_A_BEAT; i++) {
                datagram.clear();
                InetSocketAddress from = (InetSocketAddress) rtp.receive(datagram);
                if (from == null) {
                    return;
                }
                datagram.flip();
                if (isRtp() && gate.takes(from.getAddress(), target)) {
                    take(target, nowMillis, pressed);
                }
            }
        } catch (IOException closed) {
            // The call is over.
            return;
        }
    }

    /** Whether a key is being pressed. */
    boolean held(long nowMillis) {
        return events.held(nowMillis);
    }

    private boolean isRtp() {
        return datagram.limit() >= HEADER && (datagram.get(0) & 0xFF) >> 6 == VERSION;
    }

    private void take(MediaTarget target, long nowMillis, Consumer<Character> pressed) {
        int flags = datagram.get(0) & 0xFF;
        int type = datagram.get(1) & 0xFF;
        int length = datagram.limit();
        if (!target.events().contains(type & 0x7F) || length == LONGEST_EVENT) {
            return;
        }
        int begin = HEADER + 4 * (flags & 0x0F);
        boolean extended = (flags & 0x10) != 0;
        if (extended && begin + 4 <= length) {
            begin += 4 + 4 * (datagram.getShort(begin + 2) & 0xFFFF);
        }
        boolean padded = (flags & 0x20) != 0;
        int end = length - (padded ? datagram.get(length - 1) & 0xFF : 0);
        if (end - begin < EVENT) {
            return;
        }
        Packet packet = new Packet(
                datagram.getInt(8),
                datagram.getInt(4),
                (type & 0x80) != 0,
                datagram.get(begin) & 0xFF,
                (datagram.get(begin + 1) & 0x80) != 0,
                datagram.getShort(begin + 2) & 0xFFFF);
        events.take(packet, nowMillis).ifPresent(pressed);
    }
}
