package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What goes over the loopback interface to and from a phone: signalling and media, captured by Wireshark's dumpcap. Nothing
 * is missed: capture has begun when {@link #tap} returns, and what was sent before {@link #packets} is called is in it.
 */
public final class Wire implements AutoCloseable {

    private static final Program.Debian DUMPCAP = new Program.Debian("dumpcap", "wireshark-common");

    private final Program program;
    private final Path capture;
    private final int markPort;

    private Wire(Program program, Path capture, int markPort) {
        this.program = program;
        this.capture = capture;
        this.markPort = markPort;
    }

    /** Captures all that a phone sends and receives from now on. */
    public static Wire tap(Phone phone) {
        return tap(IntStream.concat(
                        IntStream.of(phone.sipPort(), phone.sipPort() + 1),
                        IntStream.range(phone.firstMediaPort(), phone.firstMediaPort() + Phone.MEDIA_PORTS))
                .toArray());
    }

    /** Captures what comes from or goes to these UDP and TCP ports. A phone's TCP connections have ports of their own. */
    public static Wire tap(int... ports) {
        Path directory = Program.directory(DUMPCAP);
        Path capture = directory.resolve("capture.pcap");
        int markPort = Ports.free();
        String filter = "udp port " + markPort
                + IntStream.of(ports).mapToObj(port -> " or port " + port).collect(Collectors.joining());
        Program program = Program.start(
                DUMPCAP,
                directory,
                // -P: the plain old format
                List.of("-q", "-P", "-i", "lo", "-s", "0", "-w", capture.toString(), "-f", filter),
                Map.of());
        program.endInput();
        Wire wire = new Wire(program, capture, markPort);
        try {
            wire.awaitMark();
            return wire;
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** What was captured until now, in its order. */
    public List<Packet> packets() {
        awaitMark();
        return read().stream().filter(packet -> packet.to() != markPort).toList();
    }

    /** Of {@link #packets}, what was sent to the phone. */
    public List<Packet> packetsTo(Phone phone) {
        return packets().stream().filter(packet -> isOf(phone, packet.to())).toList();
    }

    /**
     * A captured UDP datagram or TCP segment.
     *
     * @param source the sender's address
     * @param from the sender's port
     * @param to the receiver's port
     * @param text its payload, a character for each byte
     */
    public record Packet(String source, int from, int to, String text) {}

    private static boolean isOf(Phone phone, int port) {
        return port == phone.sipPort()
                || port >= phone.firstMediaPort() && port < phone.firstMediaPort() + Phone.MEDIA_PORTS;
    }

    /** Sends marks past the phone until one has been written: all that was sent before it has been written, too. */
    private void awaitMark() {
        String mark = UUID.randomUUID().toString();
        byte[] bytes = mark.getBytes(StandardCharsets.US_ASCII);
        try (DatagramSocket socket = new DatagramSocket()) {
            program.until("capturing on lo, which only root may", Program.PATIENCE, () -> {
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), markPort));
                return read().stream().anyMatch(packet -> packet.text().equals(mark));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the file as far as it is written. */
    private List<Packet> read() {
        byte[] bytes;
        try {
            bytes = Files.exists(capture) ? Files.readAllBytes(capture) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Pcap.packets(ByteBuffer.wrap(bytes));
    }

    @Override
    public void close() {
        program.close();
    }

    /** The pcap format with Ethernet, IPv4, and UDP or TCP in it. */
    private static final class Pcap {

        private static final int LITTLE_ENDIAN_MAGIC = 0xd4c3b2a1;
        private static final int FILE_HEADER = 24;
        private static final int RECORD_HEADER = 16;
        private static final int CAPTURED_LENGTH = 8;
        private static final int ETHERNET_HEADER = 14;
        private static final int ETHERTYPE = 12;
        private static final int IPV4 = 0x0800;
        private static final int SOURCE = 12;
        private static final int TCP = 6;
        private static final int UDP = 17;
        private static final int UDP_HEADER = 8;

        private Pcap() {}

        static List<Packet> packets(ByteBuffer file) {
            List<Packet> packets = new ArrayList<>();
            if (file.limit() < FILE_HEADER) {
                return packets;
            }
            ByteOrder order = file.getInt(0) == LITTLE_ENDIAN_MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            for (int at = FILE_HEADER; at + RECORD_HEADER <= file.limit(); ) {
                int length = file.order(order).getInt(at + CAPTURED_LENGTH);
                int start = at + RECORD_HEADER;
                if (start + length > file.limit()) {
                    break;
                }
                add(file.order(ByteOrder.BIG_ENDIAN), start, packets);
                at = start + length;
            }
            return packets;
        }

        private static String source(ByteBuffer file, int ip) {
            return IntStream.range(ip + SOURCE, ip + SOURCE + 4)
                    .mapToObj(at -> Integer.toString(Byte.toUnsignedInt(file.get(at))))
                    .collect(Collectors.joining("."));
        }

        private static void add(ByteBuffer file, int start, List<Packet> packets) {
            if (file.getShort(start + ETHERTYPE) != IPV4) {
                return;
            }
            int ip = start + ETHERNET_HEADER;
            int transport = ip + 4 * (file.get(ip) & 0x0f);
            int end = ip + Short.toUnsignedInt(file.getShort(ip + 2));
            int protocol = file.get(ip + 9);
            int payload;
            if (protocol == UDP) {
                payload = transport + UDP_HEADER;
            } else if (protocol == TCP) {
                payload = transport + 4 * ((file.get(transport + 12) >> 4) & 0x0f);
            } else {
                return;
            }
            if (end > payload) {
                packets.add(new Packet(
                        source(file, ip),
                        Short.toUnsignedInt(file.getShort(transport)),
                        Short.toUnsignedInt(file.getShort(transport + 2)),
                        new String(file.array(), payload, end - payload, StandardCharsets.ISO_8859_1)));
            }
        }
    }
}
