package io.ringback.telephony.announcement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes RTP as a capture file, which SIPp sends as it stands but for addresses and ports ({@code play_pcap_audio}). */
final class EventPcap {

    private static final int MAGIC = 0xa1b2c3d4;
    private static final int ETHERNET = 1;
    private static final int ETHERNET_HEADER = 14;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int UDP = 17;
    private static final int LOOPBACK = 0x7F000001;
    private static final int APART_MICROS = 20_000;

    private EventPcap() {}

    /** Packets that are 20 ms apart. */
    static void write(Path file, List<byte[]> packets) throws IOException {
        int size = 24
                + packets.stream()
                        .mapToInt(packet -> 16 + ETHERNET_HEADER + IP_HEADER + UDP_HEADER + packet.length)
                        .sum();
        ByteBuffer pcap = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        pcap.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        pcap.putInt(65_535).putInt(ETHERNET);
        for (int i = 0; i < packets.size(); i++) {
            byte[] frame = frame(packets.get(i));
            pcap.putInt(1).putInt(i * APART_MICROS).putInt(frame.length).putInt(frame.length);
            pcap.put(frame);
        }
        Files.write(file, pcap.array());
    }

    private static byte[] frame(byte[] packet) {
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET_HEADER + IP_HEADER + UDP_HEADER + packet.length);
        frame.position(12).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) (IP_HEADER + UDP_HEADER + packet.length));
        frame.putInt(0)
                .put((byte) 64)
                .put((byte) UDP)
                .putShort((short) 0)
                .putInt(LOOPBACK)
                .putInt(LOOPBACK);
        frame.putShort((short) 4000).putShort((short) 4000);
        frame.putShort((short) (UDP_HEADER + packet.length)).putShort((short) 0);
        return frame.put(packet).array();
    }
}
