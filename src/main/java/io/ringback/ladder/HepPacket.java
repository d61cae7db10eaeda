package io.ringback.ladder;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A message as HEP version 3 carries it (draft of sipcapture.org, "HEP3"): the mark, the length of all, and chunks of vendor, type,
 * length and value. Its correlation id is the case.
 */
final class HepPacket {

    private static final int HEAD = 6;
    private static final int GENERIC = 0;
    private static final byte[] MARK = {'H', 'E', 'P', '3'};
    private static final int LONGEST = 65_000;

    private static final int FAMILY = 1;
    private static final int TRANSPORT = 2;
    private static final int SOURCE_4 = 3;
    private static final int DESTINATION_4 = 4;
    private static final int SOURCE_6 = 5;
    private static final int DESTINATION_6 = 6;
    private static final int SOURCE_PORT = 7;
    private static final int DESTINATION_PORT = 8;
    private static final int SECONDS = 9;
    private static final int MICROSECONDS = 10;
    private static final int PROTOCOL = 11;
    private static final int AGENT = 12;
    private static final int PAYLOAD = 15;
    private static final int CORRELATION = 17;

    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int SIP = 1;
    private static final int XMPP = 2;
    private static final int LOG = 100;

    /** "RB": which agent captured. */
    private static final int RINGBACK = 0x5242;

    private final ByteBuffer packet = ByteBuffer.allocate(LONGEST);

    private HepPacket() {}

    static byte[] of(UUID caseId, Rung rung) {
        return new HepPacket().write(caseId, rung);
    }

    private byte[] write(UUID caseId, Rung rung) {
        packet.put(MARK).putShort((short) 0);
        InetAddress from = address(rung.from());
        InetAddress to = address(rung.to());
        boolean old = from instanceof Inet4Address && to instanceof Inet4Address;
        octet(FAMILY, old ? INET : INET6);
        octet(TRANSPORT, rung.protocol() == Rung.Protocol.SIP_UDP || rung.protocol() == Rung.Protocol.RTP ? UDP : TCP);
        chunk(old ? SOURCE_4 : SOURCE_6, octets(from, old));
        chunk(old ? DESTINATION_4 : DESTINATION_6, octets(to, old));
        chunk(SOURCE_PORT, number((short) rung.from().port()));
        chunk(DESTINATION_PORT, number((short) rung.to().port()));
        chunk(SECONDS, number((int) rung.at().getEpochSecond()));
        chunk(MICROSECONDS, number(rung.at().getNano() / 1000));
        octet(PROTOCOL, rung.protocol().isSip() ? SIP : rung.protocol() == Rung.Protocol.XMPP ? XMPP : LOG);
        chunk(AGENT, number(RINGBACK));
        chunk(PAYLOAD, rung.text().getBytes(StandardCharsets.UTF_8));
        chunk(CORRELATION, caseId.toString().getBytes(StandardCharsets.US_ASCII));
        packet.putShort(MARK.length, (short) packet.position());
        byte[] whole = new byte[packet.position()];
        packet.flip().get(whole);
        return whole;
    }

    /** Without asking a name server: a name stands for nobody. */
    private static InetAddress address(Rung.End end) {
        boolean literal = end.host().matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*]?");
        try {
            return literal ? InetAddress.getByName(end.host()) : InetAddress.getByAddress(new byte[Integer.BYTES]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + end.host(), e);
        }
    }

    /** An IPv4 address among IPv6 ones is mapped (RFC 4291 2.5.5.2). */
    private static byte[] octets(InetAddress address, boolean old) {
        if (old || !(address instanceof Inet4Address)) {
            return address.getAddress();
        }
        return ByteBuffer.allocate(16)
                .putLong(0)
                .putInt(0xffff)
                .put(address.getAddress())
                .array();
    }

    private static byte[] number(short value) {
        return ByteBuffer.allocate(Short.BYTES).putShort(value).array();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private void octet(int type, int value) {
        chunk(type, new byte[] {(byte) value});
    }

    private void chunk(int type, byte[] value) {
        packet.putShort((short) GENERIC)
                .putShort((short) type)
                .putShort((short) (HEAD + value.length))
                .put(value);
    }
}
