package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Speaks SIP by hand over a connection. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(int agentPort) {
        this("127.0.0.1", agentPort);
    }

    RawConnection(String from, int agentPort) {
        socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", agentPort), 5_000);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    RawConnection(Socket connected) {
        socket = connected;
    }

    /** An agent still answers whoever comes next. */
    static void assertStillAnswers(int agentPort) throws IOException {
        try (RawConnection peer = new RawConnection(agentPort)) {
            peer.send(peer.request("OPTIONS", "sip:ringback@127.0.0.1", "Content-Length: 0\r\n\r\n", ""));
            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 200");
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A request over TCP. */
    String request(String method, String uri, String more, String body) {
        return "%s %s SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:%d;branch=z9hG4bK%x\r\nMax-Forwards: 70\r\n"
                        .formatted(method, uri, port(), System.nanoTime())
                + "From: <sip:raw@127.0.0.1>;tag=1\r\nTo: <%s>\r\nCall-ID: %x\r\nCSeq: 1 %s\r\n"
                        .formatted(uri, System.nanoTime(), method)
                + more
                + body;
    }

    void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
        socket.getOutputStream().flush();
    }

    void send(String message) throws IOException {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message; empty if nothing comes so soon, or the agent has closed the connection. */
    Optional<String> receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        StringBuilder message = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                message.append((char) next);
                if (message.toString().endsWith("\r\n\r\n")) {
                    int length = RawPeer.header(message.toString(), "Content-Length")
                            .map(Integer::parseInt)
                            .orElse(0);
                    return Optional.of(message + new String(in.readNBytes(length), StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        } catch (SocketTimeoutException | SocketException e) {
            return Optional.empty();
        }
    }

    /** The next bytes, so many; fewer if no more come so soon. */
    String bytes(int count, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    /** The next final response. */
    Optional<String> response(int millis) throws IOException {
        Optional<String> response = receive(millis);
        while (response.filter(one -> one.startsWith("SIP/2.0 1")).isPresent()) {
            response = receive(millis);
        }
        return response;
    }

    /** Whether the agent closes the connection soon. */
    boolean isClosed(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            int next = socket.getInputStream().read();
            while (next >= 0) {
                next = socket.getInputStream().read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
