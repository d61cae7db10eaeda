package io.ringback.telephony.announcement;

import io.ringback.telephony.announcement.TelephoneEvents.Packet;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * Reads the RTP (RFC 3550) of one call for its key presses, and for its sound in the codec that was agreed on. It is read in the beat
 * of what is played: no thread waits for it, and what a flood costs is bounded.
 *
 * <p>Who may press keys and is heard: whom the {@link MediaGate} takes, from any port.
 */
final class RtpReceiver {

    /** 800 packets a second; a phone sends 50, or 100 while a key is pressed. */
    private static final int MOST_IN_A_BEAT = 16;

    private static final int VERSION = 2;
    private static final int HEADER = 12;
    private static final int EVENT = 4;

    /** More than any event with all its extras; what is longer is sound. */
    private static final int LONGEST_EVENT = 256;

    /** 60 ms of G.711 have 480 octets; a datagram that fills all of this was cut, and is nobody's speech. */
    private static final int LONGEST_SOUND = 1500;

    /** Is told what comes. */
    interface Hearer {

        /** A key is pressed; told once for each. */
        void key(char key);

        /** A packet of sound. */
        default void sound(Codec codec, int source, int timestamp, ByteBuffer sound) {}
    }

    private final DatagramChannel rtp;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LONGEST_SOUND);
    private final TelephoneEvents events = new TelephoneEvents();
    private final MediaGate gate;

    RtpReceiver(RtpPorts.Pair ports, MediaGate gate) {
        ports.listen();
        this.rtp = ports.rtp();
        this.gate = gate;
    }

    /** Reads what has come. */
    void read(MediaTarget target, long nowMillis, Hearer hearer) {
        try {
            for (int i = 0; i < MOST_IN_A_BEAT; i++) {
                datagram.clear();
                InetSocketAddress from = (InetSocketAddress) rtp.receive(datagram);
                if (from == null) {
                    return;
                }
                datagram.flip();
                if (isRtp() && gate.takes(from.getAddress(), target)) {
                    take(target, nowMillis, hearer);
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

    private void take(MediaTarget target, long nowMillis, Hearer hearer) {
        int type = datagram.get(1) & 0x7F;
        if (datagram.limit() == LONGEST_SOUND) {
            return;
        }
        if (target.events().contains(type)) {
            if (datagram.limit() < LONGEST_EVENT) {
                event(nowMillis, hearer);
            }
        } else {
            codec(target, type).ifPresent(codec -> sound(codec, hearer));
        }
    }

    /** The agreed one; or the other of those that our own offer had, for who takes both may send either (RFC 3264 section 6.1). */
    private static Optional<Codec> codec(MediaTarget target, int type) {
        return type == target.payloadType() ? Optional.of(target.codec()) : Codec.ofStatic(type);
    }

    private void sound(Codec codec, Hearer hearer) {
        int begin = begin();
        int end = end();
        if (begin < end) {
            hearer.sound(codec, datagram.getInt(8), datagram.getInt(4), datagram.slice(begin, end - begin));
        }
    }

    private void event(long nowMillis, Hearer hearer) {
        int begin = begin();
        if (end() - begin < EVENT) {
            return;
        }
        Packet packet = new Packet(
                datagram.getInt(8),
                datagram.getInt(4),
                (datagram.get(1) & 0x80) != 0,
                datagram.get(begin) & 0xFF,
                (datagram.get(begin + 1) & 0x80) != 0,
                datagram.getShort(begin + 2) & 0xFFFF);
        events.take(packet, nowMillis).ifPresent(hearer::key);
    }

    /** Behind the header, its sources and its extension. */
    private int begin() {
        int flags = datagram.get(0) & 0xFF;
        int begin = HEADER + 4 * (flags & 0x0F);
        boolean extended = (flags & 0x10) != 0;
        if (extended && begin + 4 <= datagram.limit()) {
            begin += 4 + 4 * (datagram.getShort(begin + 2) & 0xFFFF);
        }
        return begin;
    }

    /** Before the padding. */
    private int end() {
        boolean padded = (datagram.get(0) & 0x20) != 0;
        return datagram.limit() - (padded ? datagram.get(datagram.limit() - 1) & 0xFF : 0);
    }
}
