package io.ringback.web.operations.ladder;

import io.ringback.ladder.Rung;
import io.ringback.ladder.Rung.Protocol;
import io.ringback.ladder.Upright;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ladder as a file of packets (libpcap 2.4, LINKTYPE_RAW), for Wireshark and sngrep. Ringback sees messages and no packets, so the
 * packets are made: UDP for what went by UDP, else TCP whose numbers run on. An end whose address is not known has one of
 * TEST-NET-1 (RFC 5737).
 */
final class PacketFile {

    private static final int MAGIC = 0xa1b2c3d4;
    private static final int LINKTYPE_RAW = 101;
    private static final int LONGEST = 65_535;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int IP_HEAD = 20;
    private static final int UDP_HEAD = 8;
    private static final int TCP_HEAD = 20;
    private static final byte PUSH_ACK = 0x18;
    private static final int USUAL_PORT = 40_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    /** How many octets each has sent to the other, by which the numbers of TCP run. */
    private final Map<String, Integer> sent = new HashMap<>();

    private PacketFile() {}

    static byte[] of(List<Rung> rungs) {
        PacketFile packets = new PacketFile();
        packets.file.writeBytes(ByteBuffer.allocate(24)
                .putInt(MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(LONGEST)
                .putInt(LINKTYPE_RAW)
                .array());
        rungs.stream()
                // Who sent how many packets of sound is no packet.
                .filter(rung -> rung.protocol() != Protocol.RTP)
                .forEach(packets::add);
        return packets.file.toByteArray();
    }

    private void add(Rung rung) {
        byte[] said = rung.text().getBytes(StandardCharsets.UTF_8);
        byte[] from = address(rung.from());
        byte[] to = address(rung.to());
        boolean datagram = rung.protocol() == Protocol.SIP_UDP;
        byte[] segment = datagram ? datagram(rung, from, to, said) : segment(rung, from, to, said);
        ByteBuffer packet = ByteBuffer.allocate(IP_HEAD + segment.length)
                .putShort((short) 0x4500)
                .putShort((short) (IP_HEAD + segment.length))
                .putInt(0)
                .put((byte) 64)
                .put((byte) (datagram ? UDP : TCP))
                .putShort((short) 0)
                .put(from)
                .put(to)
                .put(segment);
        packet.putShort(10, sum(packet.array(), 0, IP_HEAD));
        Instant at = rung.at();
        file.writeBytes(ByteBuffer.allocate(16)
                .putInt((int) at.getEpochSecond())
                .putInt(at.getNano() / 1000)
                .putInt(packet.capacity())
                .putInt(packet.capacity())
                .array());
        file.writeBytes(packet.array());
    }

    private static byte[] datagram(Rung rung, byte[] from, byte[] to, byte[] said) {
        ByteBuffer datagram = ByteBuffer.allocate(UDP_HEAD + said.length)
                .putShort(port(rung.from()))
                .putShort(port(rung.to()))
                .putShort((short) (UDP_HEAD + said.length))
                .putShort((short) 0)
                .put(said);
        short sum = sum(withPseudoHead(from, to, UDP, datagram.array()));
        // RFC 768: none is sent as 0.
        datagram.putShort(6, sum == 0 ? (short) 0xffff : sum);
        return datagram.array();
    }

    private byte[] segment(Rung rung, byte[] from, byte[] to, byte[] said) {
        String there = rung.from() + ">" + rung.to();
        String back = rung.to() + ">" + rung.from();
        int number = sent.getOrDefault(there, 1);
        ByteBuffer segment = ByteBuffer.allocate(TCP_HEAD + said.length)
                .putShort(port(rung.from()))
                .putShort(port(rung.to()))
                .putInt(number)
                .putInt(sent.getOrDefault(back, 1))
                .put((byte) (TCP_HEAD / 4 << 4))
                .put(PUSH_ACK)
                .putShort((short) LONGEST)
                .putShort((short) 0)
                .putShort((short) 0)
                .put(said);
        segment.putShort(16, sum(withPseudoHead(from, to, TCP, segment.array())));
        sent.put(there, number + said.length);
        return segment.array();
    }

    private static byte[] withPseudoHead(byte[] from, byte[] to, int protocol, byte[] segment) {
        return ByteBuffer.allocate(12 + segment.length)
                .put(from)
                .put(to)
                .putShort((short) protocol)
                .putShort((short) segment.length)
                .put(segment)
                .array();
    }

    private static short sum(byte[] octets) {
        return sum(octets, 0, octets.length);
    }

    /** The checksum of the internet (RFC 1071). */
    private static short sum(byte[] octets, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at++) {
            sum += (octets[at] & 0xff) << ((at - from) % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    private static short port(Rung.End end) {
        return (short) (end.port() == 0 ? USUAL_PORT + end.party().ordinal() : end.port());
    }

    /** Without asking a name server. */
    private static byte[] address(Rung.End end) {
        if (end.host().matches("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}")) {
            String[] parts = end.host().split("\\.");
            ByteBuffer address = ByteBuffer.allocate(parts.length);
            for (String part : parts) {
                address.put((byte) Integer.parseInt(part));
            }
            return address.array();
        }
        Upright party = end.party();
        return new byte[] {(byte) 192, 0, 2, (byte) (party.ordinal() + 1)};
    }
}
