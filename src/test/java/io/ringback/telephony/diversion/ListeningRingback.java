package io.ringback.telephony.diversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.protocol.sip.SipRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ringback's ear at a switch, on a UDP port of loopback: it reads requests as Ringback does, answers them with the status
 * that was read, and keeps the readings. Each request once, however often it is sent.
 */
final class ListeningRingback implements AutoCloseable {

    /** A request, and what was read from it. */
    record Heard(SipRequest request, SwitchNotice reading) {}

    private final SwitchCalls calls = SwitchRequests.calls(null);
    private final DatagramSocket socket;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<String> responses = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answered = new LinkedHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile int inTrouble;
    private volatile int readiness = 200;
    private volatile boolean silent;

    ListeningRingback(int port) {
        try {
            socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread ear = new Thread(this::listen, "listening-ringback");
        ear.setDaemon(true);
        ear.start();
    }

    /** Answers everything but OPTIONS with this status from now on, to be asked again later, and understands nothing; 0 ends it. */
    void answerAll(int status) {
        inTrouble = status;
    }

    /** Answers OPTIONS with this status from now on. */
    void answerOptions(int status) {
        readiness = status;
    }

    /** Says nothing at all from now on, or speaks again. */
    void fallSilent(boolean silent) {
        this.silent = silent;
    }

    /** How many requests have come, but for OPTIONS, whatever they were answered with. */
    int asked() {
        return asked.size();
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** Responses to what {@link #send} sent. */
    List<String> responses() {
        return List.copyOf(responses);
    }

    /** Sends a request with {@code CSeq: 1} from Ringback's own port, and again with its credentials. */
    void sendWithCredentials(Kamailio kamailio, HandmadePhone writer, String request) {
        String callId = request.lines()
                .filter(line -> line.startsWith("Call-ID:"))
                .findFirst()
                .orElseThrow();
        send(kamailio.port(), request);
        String challenge = await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> responses.stream()
                                .filter(response -> response.startsWith("SIP/2.0 407") && response.contains(callId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        send(kamailio.port(), writer.withCredentials(request, "ringback", challenge));
    }

    /** Sends a request from Ringback's own port. */
    void send(int port, String request) {
        byte[] bytes = request.replace("\n", "\r\n").getBytes(UTF_8);
        try {
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                String message = new String(buffer, 0, packet.getLength(), UTF_8);
                if (message.startsWith("SIP/2.0")) {
                    responses.add(message);
                } else if (message.contains("\r\n\r\n") && !message.startsWith("ACK")) {
                    answer(message, packet);
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void answer(String message, DatagramPacket packet) throws IOException {
        SipRequest request = request(message);
        String transaction = request.first("Via").orElseThrow();
        boolean ping = request.method().equals("OPTIONS");
        if (!ping) {
            asked.add(transaction);
        }
        if (silent) {
            return;
        }
        Integer status = ping ? Integer.valueOf(readiness) : answered.get(transaction);
        if (status == null) {
            if (inTrouble != 0) {
                status = inTrouble;
            } else {
                SwitchNotice reading =
                        request.method().equals("PUBLISH") ? calls.published(request) : calls.diverted(request);
                status = reading.status();
                heard.add(new Heard(request, reading));
            }
            answered.put(transaction, status);
        }
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + " Answer\r\n");
        for (String header : List.of("Via", "From", "Call-ID", "CSeq", "Record-Route")) {
            request.all(header).forEach(value -> response.append(header + ": " + value + "\r\n"));
        }
        if (status >= 500 && status == inTrouble) {
            response.append("Retry-After: 5\r\n");
        }
        response.append("To: " + request.first("To").orElseThrow() + ";tag=rb\r\nContent-Length: 0\r\n\r\n");
        byte[] bytes = response.toString().getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }

    static SipRequest request(String message) {
        int end = message.indexOf("\r\n\r\n");
        List<String> lines = message.substring(0, end).lines().toList();
        String[] start = lines.get(0).split(" ");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        String body = message.substring(end + 4);
        return new SipRequest(
                start[0], start[1], headers, body.isEmpty() ? Optional.empty() : Optional.of(body), "127.0.0.1/UDP");
    }

    @Override
    public void close() {
        socket.close();
    }
}
