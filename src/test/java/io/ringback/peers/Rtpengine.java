package io.ringback.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A media relay: Debian's rtpengine in the foreground, without its kernel module. */
public final class Rtpengine implements AutoCloseable {

    private static final Program.Debian RTPENGINE = new Program.Debian("rtpengine", "rtpengine-daemon");
    private static final int MEDIA_PORTS = 80;
    private static final int MILLISECONDS = 300;

    private final int controlPort;
    private final Program program;

    private Rtpengine(int controlPort, Program program) {
        this.controlPort = controlPort;
        this.program = program;
    }

    /** Starts one that takes media at this address of loopback, and waits until it answers. */
    public static Rtpengine on(String host) {
        Path directory = Program.directory(RTPENGINE);
        int controlPort = Ports.free();
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        Program program = Program.start(
                RTPENGINE,
                directory,
                List.of(
                        "--config-file=none",
                        "--table=-1",
                        "--foreground",
                        "--log-stderr",
                        "--interface=" + host,
                        "--listen-ng=127.0.0.1:" + controlPort,
                        "--port-min=" + firstMediaPort,
                        "--port-max=" + (firstMediaPort + MEDIA_PORTS - 1)),
                Map.of());
        program.endInput();
        try {
            program.until("an answer to its ping", Program.PATIENCE, () -> answersAt(controlPort));
            return new Rtpengine(controlPort, program);
        } catch (Throwable e) {
            program.close();
            throw e;
        }
    }

    /** What {@code RTPENGINE} of {@code deploy/kamailio/kamailio.cfg} is set to. */
    public String control() {
        return "\"udp:127.0.0.1:" + controlPort + "\"";
    }

    /** What it logged. */
    public String log() {
        return program.log();
    }

    /** Its control protocol "ng": a cookie, a blank, and a dictionary as BitTorrent has them. */
    private static boolean answersAt(int port) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(MILLISECONDS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            byte[] ping = "rig d7:command4:pinge".getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(ping, ping.length));
            DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).contains("pong");
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
