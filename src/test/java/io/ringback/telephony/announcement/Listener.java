package io.ringback.telephony.announcement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A phone's ear: a pair of UDP ports, and what came to them. */
final class Listener implements AutoCloseable {

    /** An RTP packet (RFC 3550 5.1) and when it came. */
    record Rtp(
            boolean marker,
            int payloadType,
            int sequence,
            int timestamp,
            int ssrc,
            List<Byte> sound,
            int fromPort,
            long nanos) {}

    /** An RTCP packet of a datagram: its type, its count, and what follows its header. */
    record Rtcp(int type, int count, ByteBuffer content, int datagram) {}

    private final String host;
    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final List<Rtp> packets = new CopyOnWriteArrayList<>();
    private final List<Rtcp> reports = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;
    private volatile int datagrams;

    Listener() throws IOException {
        this("127.0.0.1");
    }

    /** @param host its address, on loopback */
    Listener(String host) throws IOException {
        this.host = host;
        InetAddress address = InetAddress.getByName(host);
        DatagramSocket first;
        DatagramSocket second;
        while (true) {
            first = new DatagramSocket(0, address);
            try {
                second = new DatagramSocket(first.getLocalPort() + 1, address);
                break;
            } catch (SocketException | IllegalArgumentException taken) {
                first.close();
            }
        }
        rtp = first;
        rtcp = second;
        threads = List.of(
                new Thread(() -> receive(rtp, this::packet), "ear-rtp"),
                new Thread(() -> receive(rtcp, this::report), "ear-rtcp"));
        threads.forEach(Thread::start);
    }

    int port() {
        return rtp.getLocalPort();
    }

    List<Rtp> packets() {
        return packets;
    }

    List<Rtcp> reports() {
        return reports;
    }

    /** All that was heard, as codes. */
    byte[] sound() {
        ByteBuffer all = ByteBuffer.allocate(packets.size() * 160);
        packets.forEach(packet -> packet.sound().forEach(all::put));
        return all.array();
    }

    String sdp(String... attributes) {
        return sdp("8 0", attributes);
    }

    String sdp(String formats, String[] attributes) {
        StringBuilder sdp = new StringBuilder("v=0\r\no=- 1 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host
                + "\r\nt=0 0\r\n" + "m=audio " + port() + " RTP/AVP " + formats + "\r\n");
        for (String attribute : attributes) {
            sdp.append("a=").append(attribute).append("\r\n");
        }
        return sdp.toString();
    }

    /** Some sound of 20 ms in RTP, as any phone sends it. */
    static byte[] packet() {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        packet[1] = 8;
        return packet;
    }

    /** Sends from the port of RTP. */
    void send(byte[] datagram, int to) {
        try {
            rtp.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }

    private void packet(DatagramPacket datagram) {
        ByteBuffer in = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
        int first = in.get();
        int second = in.get();
        if ((first & 0xFF) != 0x80) {
            throw new IllegalStateException("RTP of another version, or with extras: " + first);
        }
        int sequence = in.getShort() & 0xFFFF;
        int timestamp = in.getInt();
        int ssrc = in.getInt();
        Byte[] sound = new Byte[in.remaining()];
        Arrays.setAll(sound, i -> in.get());
        packets.add(new Rtp(
                second < 0,
                second & 0x7F,
                sequence,
                timestamp,
                ssrc,
                List.of(sound),
                ((InetSocketAddress) datagram.getSocketAddress()).getPort(),
                System.nanoTime()));
    }

    private void report(DatagramPacket datagram) {
        ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        int number = datagrams++;
        while (in.hasRemaining()) {
            int first = in.get() & 0xFF;
            int type = in.get() & 0xFF;
            int length = (in.getShort() & 0xFFFF) * 4;
            reports.add(new Rtcp(type, first & 0x1F, in.slice(in.position(), length), number));
            in.position(in.position() + length);
        }
    }

    private static void receive(DatagramSocket socket, java.util.function.Consumer<DatagramPacket> taken) {
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(new byte[2000], 2000);
            try {
                socket.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            taken.accept(datagram);
        }
    }
}
