package io.ringback.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.DigestUtils;

/** A phone, or whoever plays one, that sends what the test writes, byte by byte, and keeps all that it hears. */
public final class HandmadePhone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Kamailio kamailio;
    private final DatagramSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    public HandmadePhone(Kamailio kamailio) {
        this(kamailio, InetAddress.getLoopbackAddress());
    }

    /** The same with an address of its own. */
    public HandmadePhone(Kamailio kamailio, InetAddress address) {
        this.kamailio = kamailio;
        try {
            this.socket = new DatagramSocket(0, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread ear = new Thread(this::listen, "handmade-phone");
        ear.setDaemon(true);
        ear.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** All requests and responses. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** Forgets what it has heard until now. */
    public void forget() {
        heard.clear();
    }

    /** Forgets the responses, so that the next request may have the same CSeq. */
    public void forgetResponses() {
        heard.removeIf(message -> message.startsWith("SIP/2.0 "));
    }

    /** Sends this to the switch; lines end with a line feed. */
    public void say(String message) {
        byte[] bytes = message.replace("\n", "\r\n").getBytes(UTF_8);
        try {
            socket.send(new DatagramPacket(
                    bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), kamailio.port())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request with {@code CSeq: 1}, authenticates as {@code user} if asked to, and returns the final response. */
    public String send(String user, String request) {
        say(request);
        String challenge = finalResponse(1);
        return send(withCredentials(request, user, challenge));
    }

    /** Sends a request with {@code CSeq: 2} and returns the final response. */
    public String send(String request) {
        say(request);
        return finalResponse(2);
    }

    /** The request again, with an answer to this challenge (RFC 7616). */
    public String withCredentials(String request, String user, String challenge) {
        return withCredentials(request, user, challenge, ":00000001:c:auth", ", qop=auth, nc=00000001, cnonce=\"c\"");
    }

    /** The same as a phone does it that knows only RFC 2069, which counts nothing. */
    public String withOldCredentials(String request, String user, String challenge) {
        return withCredentials(request, user, challenge, "", "");
    }

    private String withCredentials(String request, String user, String challenge, String counted, String parameters) {
        assertThat(challenge).containsPattern("^SIP/2.0 40[17]");
        Matcher nonce = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(nonce.find()).isTrue();
        String[] start = request.split(" ", 3);
        String response = md5(md5(user + ":" + kamailio.domain() + ":" + kamailio.password(user)) + ":" + nonce.group(1)
                + counted + ":" + md5(start[0] + ":" + start[1]));
        String credentials =
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\"%s, response=\"%s\", algorithm=MD5"
                        .formatted(user, kamailio.domain(), nonce.group(1), start[1], parameters, response);
        String header = challenge.startsWith("SIP/2.0 401") ? "Authorization" : "Proxy-Authorization";
        return request.replace("CSeq: 1 ", "CSeq: 2 ")
                .replaceFirst("branch=z9hG4bK", "branch=z9hG4bK2")
                .replace("Max-Forwards", header + ": " + credentials + "\nMax-Forwards");
    }

    /** The final response to what had this CSeq; the first one if there are more. */
    public String finalResponse(int cseq) {
        Pattern wanted = Pattern.compile("^SIP/2\\.0 [2-6].*\\r\\nCSeq: " + cseq + " .*", Pattern.DOTALL);
        await().atMost(PATIENCE).until(() -> heard.stream()
                .anyMatch(message -> wanted.matcher(message).matches()));
        return heard.stream()
                .filter(message -> wanted.matcher(message).matches())
                .findFirst()
                .orElseThrow();
    }

    /** Waits for a request and answers it. */
    public void answer(String method, int status) {
        await().atMost(PATIENCE).until(() -> heard.stream().anyMatch(message -> message.startsWith(method + " ")));
        String request = heard.stream()
                .filter(message -> message.startsWith(method + " "))
                .findFirst()
                .orElseThrow();
        say(response(request, status).replace("\r\n", "\n"));
    }

    private static String response(String request, int status) {
        StringBuilder response = new StringBuilder("SIP/2.0 " + status + " Answer\r\n");
        request.split("\r\n\r\n", 2)[0]
                .lines()
                .filter(line -> line.matches("(Via|From|To|Call-ID|CSeq): .*"))
                .forEach(line -> response.append(line).append(line.startsWith("To:") ? ";tag=1\r\n" : "\r\n"));
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    /** An INVITE to a user of the switch, with further headers, each with its line feed. */
    public static String invite(Kamailio kamailio, String to, String from, String headers) {
        String offer = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 9 RTP/AVP 8
                a=rtpmap:8 PCMA/8000
                """;
        return """
                INVITE %1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%4$s;rport
                Max-Forwards: 70
                From: <%2$s>;tag=1
                To: <%1$s>
                Call-ID: %4$s
                CSeq: 1 INVITE
                Contact: <sip:ringback@127.0.0.1>
                %3$sContent-Type: application/sdp
                Content-Length: %5$d

                %6$s""".formatted(
                        kamailio.uri(to),
                        from,
                        headers,
                        UUID.randomUUID(),
                        offer.replace("\n", "\r\n").length(),
                        offer);
    }

    /** A registration of a user of the switch. */
    public static String register(Kamailio kamailio, String user, String contact) {
        return """
                REGISTER sip:%1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%2$s;rport
                Max-Forwards: 70
                From: <%3$s>;tag=1
                To: <%3$s>
                Call-ID: %2$s
                CSeq: 1 REGISTER
                Contact: <%4$s>
                Content-Length: 0

                """.formatted(kamailio.domain(), UUID.randomUUID(), kamailio.uri(user), contact);
    }

    private void listen() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                String message = new String(buffer, 0, packet.getLength(), UTF_8);
                if (!message.isBlank()) {
                    heard.add(message);
                    if (message.startsWith("MESSAGE ")) {
                        take(message, packet);
                    }
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** A text is taken (RFC 3428 section 7). */
    private void take(String message, DatagramPacket packet) throws IOException {
        byte[] bytes = response(message, 200).getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }

    private static String md5(String text) {
        return DigestUtils.md5DigestAsHex(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        socket.close();
    }
}
