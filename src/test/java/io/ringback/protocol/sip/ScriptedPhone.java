package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A phone that speaks SIP over UDP as a test tells it to, with no state and no timers of its own: it can do everything wrong. */
final class ScriptedPhone implements AutoCloseable {

    private static final AtomicInteger BRANCHES = new AtomicInteger();

    private final DatagramSocket socket;
    private final int peerPort;
    private final BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Packet> unread = new ArrayList<>();
    private final List<Packet> repeated = new ArrayList<>();

    ScriptedPhone(int peerPort) throws IOException {
        this("127.0.0.1", 0, peerPort);
    }

    /** At this address and port, or any port if it is 0. */
    ScriptedPhone(String host, int port, int peerPort) throws IOException {
        this.peerPort = peerPort;
        this.socket = new DatagramSocket(port, InetAddress.getByName(host));
        Thread reader = new Thread(this::read, "scripted-phone");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        byte[] buffer = new byte[65536];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                if (!text.isBlank()) {
                    received.add(new Packet(text));
                }
            }
        } catch (SocketException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    int port() {
        return socket.getLocalPort();
    }

    String uri() {
        return "sip:bob@127.0.0.1:" + port();
    }

    /** A message that came. */
    record Packet(String text) {

        String firstLine() {
            return text.lines().findFirst().orElse("");
        }

        List<String> headers(String name) {
            return text.substring(0, text.indexOf("\r\n\r\n"))
                    .lines()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String header(String name) {
            return String.join(", ", headers(name));
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        long sequence() {
            return Long.parseLong(header("CSeq").split(" ")[0]);
        }

        /** The URI in Contact. */
        String contact() {
            return header("Contact").replaceAll(".*<([^>]+)>.*", "$1");
        }

        String requestUri() {
            return firstLine().split(" ")[1];
        }
    }

    /** The next new message that begins so; others wait for their turn, and repetitions of earlier ones are passed over. */
    Packet expect(String start) throws InterruptedException {
        return await(
                "a message that begins with " + start, packet -> packet.text().startsWith(start));
    }

    private Packet await(String what, Predicate<Packet> wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            Optional<Packet> found = unread.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                unread.remove(found.get());
                return found.get();
            }
            Packet packet = received.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(packet).as(what).isNotNull();
            take(packet);
        }
    }

    private void take(Packet packet) {
        if (seen.add(packet.text())) {
            unread.add(packet);
        } else {
            repeated.add(packet);
        }
    }

    /** The same message once more, to the byte. */
    void expectAgain(Packet before) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!repeated.remove(before)) {
            Packet packet = received.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(packet).as("a repetition of " + before.firstLine()).isNotNull();
            take(packet);
        }
    }

    /** Nothing new that begins so comes for a while. */
    void expectNo(String start, Duration within) throws InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        Packet packet = received.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        while (packet != null) {
            take(packet);
            packet = received.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        assertThat(unread).noneMatch(came -> came.text().startsWith(start));
    }

    /** A response with our Contact, and that To tag. */
    String response(Packet request, int status, String tag, String body, String... headers) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + " Scripted\r\n");
        request.headers("Via")
                .forEach(via -> response.append("Via: ").append(via).append("\r\n"));
        String to = request.header("To");
        response.append("From: ").append(request.header("From")).append("\r\n");
        response.append("To: ")
                .append(to.contains("tag=") || tag.isEmpty() ? to : to + ";tag=" + tag)
                .append("\r\n");
        response.append("Call-ID: ").append(request.header("Call-ID")).append("\r\n");
        response.append("CSeq: ").append(request.header("CSeq")).append("\r\n");
        response.append("Contact: <").append(uri()).append(">\r\n");
        return finish(response, body, headers);
    }

    void respond(Packet request, int status, String tag, String body, String... headers) throws IOException {
        send(response(request, status, tag, body, headers));
    }

    void respond(Packet request, int status, String tag) throws IOException {
        respond(request, status, tag, "");
    }

    /** A request in the dialog that their INVITE opened and our response with that tag. */
    String requestTo(Packet invite, String tag, String method, long sequence, String body, String... headers) {
        return request(
                method,
                invite.contact(),
                sequence,
                invite.header("To") + (invite.header("To").contains("tag=") ? "" : ";tag=" + tag),
                invite.header("From"),
                invite.header("Call-ID"),
                body,
                headers);
    }

    /** A request in the dialog that our INVITE opened and their response. */
    String requestAfter(Packet response, String method, long sequence, String body, String... headers) {
        return request(
                method,
                response.contact(),
                sequence,
                response.header("From"),
                response.header("To"),
                response.header("Call-ID"),
                body,
                headers);
    }

    String request(
            String method,
            String uri,
            long sequence,
            String from,
            String to,
            String callId,
            String body,
            String... headers) {
        StringBuilder request = new StringBuilder(method + " " + uri + " SIP/2.0\r\n");
        request.append("Via: SIP/2.0/UDP 127.0.0.1:")
                .append(port())
                .append(";rport;branch=z9hG4bK-scripted-")
                .append(BRANCHES.incrementAndGet())
                .append("\r\n");
        request.append("From: ").append(from).append("\r\n");
        request.append("To: ").append(to).append("\r\n");
        request.append("Call-ID: ").append(callId).append("\r\n");
        request.append("CSeq: ").append(sequence).append(" ").append(method).append("\r\n");
        request.append("Max-Forwards: 70\r\n");
        request.append("Contact: <").append(uri()).append(">\r\n");
        return finish(request, body, headers);
    }

    /** The CANCEL of an INVITE that we sent. */
    static String cancelOf(String invite) {
        return invite.replaceFirst("^INVITE", "CANCEL")
                .replaceFirst("CSeq: (\\d+) INVITE", "CSeq: $1 CANCEL")
                .replaceFirst("(?s)Content-Type.*", "Content-Length: 0\r\n\r\n");
    }

    private static String finish(StringBuilder message, String body, String... headers) {
        Arrays.stream(headers).forEach(header -> message.append(header).append("\r\n"));
        boolean typed = Arrays.stream(headers).anyMatch(header -> header.startsWith("Content-Type"));
        if (!body.isEmpty() && !typed) {
            message.append("Content-Type: application/sdp\r\n");
        }
        message.append("Content-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        return message.toString();
    }

    void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), peerPort));
    }
}
