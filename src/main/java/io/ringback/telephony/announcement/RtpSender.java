package io.ringback.telephony.announcement;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;

/**
 * One source of RTP and its RTCP (RFC 3550). Sequence number, timestamp and SSRC begin at random (5.1), CNAME is random
 * (RFC 7022 4.2). Sending allocates nothing; what cannot be sent is lost, as datagrams are.
 */
final class RtpSender {

    private static final int VERSION = 0x80;
    private static final int MARKER = 0x80;
    private static final int HEADER = 12;

    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int BYE = 203;
    private static final int CNAME = 1;
    private static final int CNAME_BYTES = 12;
    private static final int LONGEST_REPORT = 128;

    /** Seconds from 1900, where NTP begins, to 1970. */
    private static final long NTP_TO_UNIX = 2_208_988_800L;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final Clock clock;
    private final int ssrc = RANDOM.nextInt();
    private final byte[] cname = cname();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + Codec.FRAME);
    private final ByteBuffer report = ByteBuffer.allocateDirect(LONGEST_REPORT);

    private short sequence = (short) RANDOM.nextInt();
    private int timestamp = RANDOM.nextInt();
    private int packets;
    private int octets;
    private int packetsReported;
    private boolean everSent;
    private long lost;

    RtpSender(RtpPorts.Pair ports, Clock clock) {
        this.rtp = ports.rtp();
        this.rtcp = ports.rtcp();
        this.clock = clock;
    }

    /** Sends 20 ms of sound; {@code first} marks the beginning of a talkspurt (RFC 3551 4.1). */
    void send(byte[] sound, int place, boolean first, MediaTarget target) {
        packet.clear();
        packet.put((byte) VERSION);
        packet.put((byte) ((first ? MARKER : 0) | target.payloadType()));
        packet.putShort(sequence);
        packet.putInt(timestamp);
        packet.putInt(ssrc);
        packet.put(sound, place, Codec.FRAME);
        packet.flip();
        sequence++;
        packets++;
        octets += Codec.FRAME;
        transmit(rtp, packet, target.rtp());
    }

    /** 20 ms pass, whether sound was sent or not: the timestamp is that of the sampling clock. */
    void advance() {
        timestamp += Codec.FRAME;
    }

    /** Tells how much was sent and at what time: a sender report, or an empty receiver report if nothing was since. */
    void report(MediaTarget target) {
        begin();
        transmit(rtcp, report.flip(), target.rtcp());
    }

    /** Says that this source ends (RFC 3550 6.6). Who never sent anything does not say so (6.3.7). */
    void bye(MediaTarget target) {
        if (!everSent) {
            return;
        }
        begin();
        report.put((byte) (VERSION | 1)).put((byte) BYE).putShort((short) 1).putInt(ssrc);
        transmit(rtcp, report.flip(), target.rtcp());
    }

    /** Packets of sound so far. */
    int packets() {
        return packets;
    }

    /** Packets that the network would not take. */
    long lost() {
        return lost;
    }

    /** Every RTCP datagram begins with a report and the CNAME (RFC 3550 6.1). */
    private void begin() {
        report.clear();
        if (packets != packetsReported) {
            long now = clock.millis();
            report.put((byte) VERSION)
                    .put((byte) SENDER_REPORT)
                    .putShort((short) 6)
                    .putInt(ssrc);
            report.putInt((int) (now / 1000 + NTP_TO_UNIX)).putInt((int) ((now % 1000 << 32) / 1000));
            report.putInt(timestamp).putInt(packets).putInt(octets);
            packetsReported = packets;
        } else {
            report.put((byte) VERSION)
                    .put((byte) RECEIVER_REPORT)
                    .putShort((short) 1)
                    .putInt(ssrc);
        }
        int chunk = 4 + 2 + cname.length;
        int padded = chunk / 4 * 4 + 4;
        report.put((byte) (VERSION | 1)).put((byte) SOURCE_DESCRIPTION).putShort((short) (padded / 4));
        report.putInt(ssrc).put((byte) CNAME).put((byte) cname.length).put(cname);
        for (int i = chunk; i < padded; i++) {
            report.put((byte) 0);
        }
    }

    private void transmit(DatagramChannel channel, ByteBuffer datagram, InetSocketAddress to) {
        try {
            if (channel.send(datagram, to) == 0) {
                lost++;
            }
            everSent = true;
        } catch (IOException unreachable) {
            lost++;
        }
    }

    private static byte[] cname() {
        byte[] random = new byte[CNAME_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    }
}
