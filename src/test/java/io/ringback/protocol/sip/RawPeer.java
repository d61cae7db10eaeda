package io.ringback.protocol.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Speaks SIP by hand over UDP: sends what it is told, byte by byte, and says what comes back. */
final class RawPeer implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress agent;

    RawPeer(String host, int agentPort) {
        try {
            socket = new DatagramSocket(0, InetAddress.getByName(host));
            agent = new InetSocketAddress(host.contains(":") ? host : "127.0.0.1", agentPort);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** As it stands in a URI. */
    String host() {
        String address = socket.getLocalAddress().getHostAddress();
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** A request of this peer outside of any dialog; {@code more} are header lines, each with its line end. */
    String request(String method, String uri, String more, String body) {
        int number = NUMBER.incrementAndGet();
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + host() + ":" + port() + ";branch=z9hG4bKraw" + number + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:raw@" + host() + ">;tag=raw" + number + "\r\n"
                + "To: <" + uri + ">\r\n"
                + "Call-ID: raw" + number + "@" + host() + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + more
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + body;
    }

    void send(String message) {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] message) {
        try {
            socket.send(new DatagramPacket(message, message.length, agent));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next message that comes. */
    String receive() {
        return receive(PATIENCE_MILLIS).orElseThrow(() -> new AssertionError("Nothing came"));
    }

    /** A response to a request that came; {@code more} are header lines, each with its line end. */
    static String response(String request, int status, String more, String body) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + " Raw\r\n");
        request.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("(?i)(via|from|call-id|cseq):.*"))
                .forEach(line -> response.append(line).append("\r\n"));
        return response.append("To: ")
                .append(header(request, "To").orElseThrow())
                .append(";tag=raw\r\n")
                .append(more)
                .append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    /** What is there, or comes soon: to see that nothing does, first ask something else that is answered. */
    Optional<String> receive(int millis) {
        byte[] buffer = new byte[65_536];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout(millis);
            socket.receive(packet);
            return Optional.of(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and gives its final response. */
    String ask(String request) {
        send(request);
        String response = receive();
        while (response.startsWith("SIP/2.0 1")) {
            response = receive();
        }
        return response;
    }

    /** The same over a way that loses messages: sends it again until it is answered. */
    String askAgain(String request) {
        for (int tries = 0; tries < 20; tries++) {
            send(request);
            Optional<String> response = receive(500);
            if (response.isPresent()) {
                return response.get();
            }
        }
        throw new AssertionError("Nothing came");
    }

    static int status(String response) {
        return Integer.parseInt(response.substring("SIP/2.0 ".length(), "SIP/2.0 200".length()));
    }

    static Optional<String> header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    @Override
    public void close() {
        socket.close();
    }
}
