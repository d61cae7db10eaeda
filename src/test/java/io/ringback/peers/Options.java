package io.ringback.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Asks a SIP element on loopback whether it is there (RFC 3261 section 11). */
public final class Options {

    private static final int MILLISECONDS = 300;

    private Options() {}

    /** Whether anything that looks like a response comes from this UDP port. */
    public static boolean answeredBy(int port) {
        return response(port).isPresent();
    }

    /** What is answered from this UDP port. */
    public static int statusOf(int port) {
        return Integer.parseInt(await().until(() -> response(port), Optional::isPresent)
                .orElseThrow()
                .split(" ", 3)[1]);
    }

    private static Optional<String> response(int port) {
        try {
            return Optional.of(ask(port, "Contact: <sip:rig@127.0.0.1>", MILLISECONDS))
                    .filter(text -> text.startsWith("SIP/2.0 "));
        } catch (IOException e) {
            // Nobody listens yet, or nobody answers in time.
            return Optional.empty();
        }
    }

    /**
     * What is answered from this UDP port.
     *
     * @param header one more, of the request
     * @param milliseconds how long it is waited for
     */
    public static String ask(int port, String header, int milliseconds) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(milliseconds);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            byte[] request = """
                    OPTIONS sip:127.0.0.1:%1$d SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%2$d;branch=z9hG4bK%3$s;rport
                    From: <sip:rig@127.0.0.1:%2$d>;tag=%3$s
                    To: <sip:127.0.0.1:%1$d>
                    Call-ID: %3$s
                    CSeq: 1 OPTIONS
                    Max-Forwards: 70
                    %4$s
                    Content-Length: 0

                    """.formatted(port, socket.getLocalPort(), UUID.randomUUID(), header)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(request, request.length));
            DatagramPacket response = new DatagramPacket(new byte[4096], 4096);
            socket.receive(response);
            return new String(response.getData(), 0, response.getLength(), StandardCharsets.US_ASCII);
        }
    }
}
