package io.ringback.telephony.callcontrol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone that writes the mark of its owner into every field of SIP and SDP that a phone can fill, and keeps each byte that it
 * hears. It answers all that it is asked by itself, and asks what the test wants.
 */
final class MarkedPhone implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int OK = 200;

    private static final String HEADERS = """
            Contact: "{mark}" <sip:{mark}@{host}:{port};x={mark}>;+sip.instance="<urn:x:{mark}>";x={mark}
            User-Agent: {mark}
            Server: {mark}
            Subject: {mark}
            Organization: {mark}
            Warning: 399 {host} "{mark}"
            Reason: SIP;cause=200;text="{mark}", Q.850;cause=16;text="{mark}"
            Retry-After: 1 ({mark})
            Alert-Info: <http://{mark}.example/>
            Call-Info: <http://{mark}.example/>;purpose=icon
            Error-Info: <sip:{mark}@{mark}.example>
            P-Asserted-Identity: "{mark}" <sip:{number}@{mark}.example>
            P-Preferred-Identity: <tel:{number}>
            P-Access-Network-Info: IEEE-802.11;i-wlan-node-id={mark}
            Remote-Party-ID: "{mark}" <sip:{number}@{host}>;party=calling
            History-Info: <sip:{number}@{host}>;index=1
            Diversion: <sip:{number}@{host}>;reason=user-busy
            Reply-To: <sip:{mark}@{mark}.example>
            Geolocation: <sip:{mark}@{mark}.example>
            User-to-User: {mark};encoding=ascii
            X-Device: {mark}
            """;

    /** What the session says of itself, and each of its streams. */
    private static final String SESSION = """
            v=0
            o={mark} 1 {version} IN IP4 {host}
            s={mark}
            i={mark}
            u=http://{mark}.example/
            e={mark}@{mark}.example
            p={number}
            c=IN IP4 {media}
            b=X-{mark}:1
            t=0 0
            k=clear:{mark}
            a=tool:{mark}
            a=cat:{mark}
            a=keywds:{mark}
            a=group:BUNDLE {mark}0 {mark}1
            a=msid-semantic: WMS {mark}
            a=ice-ufrag:{mark}
            a=ice-pwd:{mark}{mark}{mark}{mark}
            a=identity:{mark}
            a=x-{mark}:{number}
            """;

    private static final String STREAM = """
            i={mark}
            k=clear:{mark}
            b=X-{mark}:1
            a=mid:{mark}{n}
            a=content:{mark}
            a=label:{mark}
            a=msid:{mark} {mark}
            a=ssrc:1 cname:{mark}@{host}
            a=ssrc:1 x:{mark}
            a=rtcp:4901 IN IP4 {device}
            a=rtcp-fb:* x-{mark}
            a=candidate:{mark} 1 udp 1 {device} 4900 typ host
            a=candidate:2 1 udp 1 {mark}.local 4900 typ srflx raddr {device} rport 4900
            a=remote-candidates:1 {device} 4900
            a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{mark}{mark}
            a=key-mgmt:mikey {mark}
            a=extmap:1 urn:x:{mark}
            a=extmap:2 urn:ietf:params:rtp-hdrext:toffset {mark}
            a=fingerprint:sha-256 {mark}
            a=path:msrp://{device}:2855/{mark};tcp
            a=x-{mark}:{number}
            a=lang:{mark}
            a=sendonly:{mark}
            """;

    private static final String AUDIO = """
            m=audio 4900 RTP/AVP 8 0 96 97 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:96 x-{mark}/8000
            a=rtpmap:97 opus/48000/2
            a=fmtp:96 mode={mark}
            a=fmtp:97 useinbandfec=1;x-{mark}={mark};stereo={mark}
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 {number}
            """;

    private static final String VIDEO = """
            m=video 4904 RTP/AVP 99
            a=rtpmap:99 H264/90000
            a=fmtp:99 profile-level-id=42e01f;sprop-parameter-sets={mark};{mark}=1
            """;

    private final String mark;
    private final String number;
    private final String host;
    private final String media;
    private final String device;
    private final DatagramSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private volatile String invite = "";
    private volatile SocketAddress peer;
    private volatile int status = OK;
    private volatile boolean ringsOnly;
    private int sequence = 100;
    private int version;

    /**
     * @param mark a word in lower case that nothing else says
     * @param number of its owner
     * @param host its address in SIP; that of its media has a one more at the end, and another one is only written
     */
    MarkedPhone(String mark, String number, String host) {
        this.mark = mark;
        this.number = number;
        this.host = host;
        this.media = host + "1";
        this.device = "10.77." + host.substring(host.lastIndexOf('.') + 1) + ".7";
        try {
            this.socket = new DatagramSocket(0, InetAddress.getByName(host));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread ear = new Thread(this::listen, "marked-phone");
        ear.setDaemon(true);
        ear.start();
    }

    String uri() {
        return "sip:" + number + "@" + host + ":" + socket.getLocalPort();
    }

    /** Where its media is, which the other phone has to know. */
    String media() {
        return media;
    }

    /** What must be nowhere in what the other one hears. */
    List<String> secrets() {
        return List.of(mark, number.substring(3), host + ":", host + " ", host + ">", host + ";", host + "\r", device);
    }

    /** Answers INVITEs so from now on. */
    MarkedPhone answering(int finalStatus) {
        status = finalStatus;
        return this;
    }

    /** Rings, and answers nothing. */
    MarkedPhone ringing() {
        ringsOnly = true;
        return this;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    /** Whether it has heard a message that begins so. */
    boolean hasHeard(String start) {
        return heard.stream().anyMatch(message -> message.startsWith(start));
    }

    /** An offer of all it has, with its marks. */
    String offer(String direction) {
        return description(List.of("audio", "video")) + "a=" + direction + "\r\n";
    }

    private String description(List<String> streams) {
        version++;
        StringBuilder text = new StringBuilder(SESSION);
        int n = 0;
        for (String stream : streams) {
            switch (stream) {
                case "audio" -> text.append(AUDIO).append(STREAM.replace("{n}", "" + n++));
                case "video" -> text.append(VIDEO).append(STREAM.replace("{n}", "" + n++));
                default -> text.append("m=").append(stream).append(" 0 RTP/AVP 0\n");
            }
        }
        return marked(text.toString().replace("{version}", "" + version)).replace("\n", "\r\n");
    }

    private String marked(String text) {
        return text.replace("{mark}", mark)
                .replace("{number}", number)
                .replace("{host}", host)
                .replace("{port}", "" + socket.getLocalPort())
                .replace("{media}", media)
                .replace("{device}", device);
    }

    /** Dials {@code number} at a port of this machine, with all its marks, and acknowledges the answer. */
    void dial(String number, int port) {
        SocketAddress to = new InetSocketAddress("127.0.0.1", port);
        String from = "From: \"" + mark + "\" <" + uri() + ">;tag=" + mark + "\n";
        send(dialled("INVITE", number, from, "To: <sip:" + number + "@127.0.0.1>\n", offer("sendrecv")), to);
        String ok = await().atMost(PATIENCE)
                .until(
                        () -> heard.stream()
                                .filter(message -> message.startsWith("SIP/2.0 200"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        send(dialled("ACK", number, from, "To: " + header(ok, "To") + "\n", ""), to);
    }

    private String dialled(String method, String number, String from, String to, String body) {
        return (method + " sip:" + number + "@127.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP " + host + ":" + socket.getLocalPort()
                                + ";branch=z9hG4bK" + mark + method + ";rport\nMax-Forwards: 70\n" + from + to
                                + "Call-ID: " + mark + "\nCSeq: 1 " + method + "\n")
                        .replace("\n", "\r\n")
                + tail("application/sdp", body);
    }

    /**
     * Sends a request in its call, and returns the status of the final response. While the other side wants something in the
     * same instant, it is asked again.
     */
    int ask(String method, String contentType, String body) {
        int[] answered = new int[1];
        await().atMost(PATIENCE).until(() -> {
            answered[0] = askOnce(method, contentType, body);
            return answered[0] != 491;
        });
        return answered[0];
    }

    private int askOnce(String method, String contentType, String body) {
        int cseq = ++sequence;
        send(request(method, method, cseq, contentType, body), peer);
        Pattern wanted = Pattern.compile("^SIP/2\\.0 ([2-6]\\d\\d) .*\\r\\nCSeq: " + cseq + " .*", Pattern.DOTALL);
        String response = await().atMost(PATIENCE)
                .until(
                        () -> heard.stream()
                                .filter(message -> wanted.matcher(message).matches())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        if (method.equals("INVITE")) {
            boolean offered = body.isEmpty() && response.contains("\r\nm=");
            send(
                    request("ACK", "INVITE", cseq, "application/sdp", offered ? description(streams(response)) : ""),
                    peer);
        }
        return Integer.parseInt(response.substring(8, 11));
    }

    private String request(String method, String branch, int cseq, String contentType, String body) {
        String target = header(invite, "Contact").replaceAll("^[^<]*<|>.*", "");
        return """
                %s %s SIP/2.0
                Via: SIP/2.0/UDP %s:%d;branch=z9hG4bK%s%s%d;rport;x=%s
                Max-Forwards: 70
                From: "%s" %s;tag=%s
                To: %s
                Call-ID: %s
                CSeq: %d %s
                """.formatted(
                                method,
                                target,
                                host,
                                socket.getLocalPort(),
                                mark,
                                method.equals("ACK") ? "ack" : branch,
                                cseq,
                                mark,
                                mark,
                                header(invite, "To"),
                                mark,
                                header(invite, "From"),
                                header(invite, "Call-ID"),
                                cseq,
                                method)
                        .replace("\n", "\r\n")
                + tail(contentType, body);
    }

    private String tail(String contentType, String body) {
        return marked(HEADERS).replace("\n", "\r\n")
                + (body.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
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
                    respond(message, packet.getSocketAddress());
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void respond(String request, SocketAddress from) {
        if (request.startsWith("SIP/2.0") || request.startsWith("ACK")) {
            return;
        }
        peer = from;
        boolean inviting = request.startsWith("INVITE");
        if (inviting && invite.isEmpty()) {
            invite = request;
        }
        if (inviting && !answers.containsKey(header(request, "CSeq"))) {
            send(response(request, 180, ""), from);
        }
        if (request.startsWith("CANCEL")) {
            send(response(invite, 487, ""), from);
        }
        if (inviting && ringsOnly) {
            return;
        }
        int answer = inviting ? status : OK;
        boolean described = answer == OK && (inviting || request.startsWith("UPDATE") && request.contains("\r\nm="));
        send(
                answers.computeIfAbsent(
                        header(request, "CSeq"),
                        once -> response(request, answer, described ? description(streams(request)) : "")),
                from);
    }

    /** The media of an offer, or all it has if there is none. */
    private static List<String> streams(String message) {
        List<String> offered = Pattern.compile("\r\nm=(\\w+)")
                .matcher(message)
                .results()
                .map(stream -> stream.group(1))
                .toList();
        return offered.isEmpty() ? List.of("audio", "video") : offered;
    }

    private String response(String request, int answer, String body) {
        String to = header(request, "To");
        StringBuilder text = new StringBuilder("SIP/2.0 " + answer + " " + mark + "\r\n");
        Pattern.compile("(?m)^(?:Via|Record-Route): .*$")
                .matcher(request)
                .results()
                .forEach(hop -> text.append(hop.group().strip()).append("\r\n"));
        text.append("From: ").append(header(request, "From")).append("\r\n");
        text.append("To: \"").append(mark).append("\" ").append(to);
        text.append(to.contains(";tag=") ? "" : ";tag=" + mark).append("\r\n");
        text.append("Call-ID: ").append(header(request, "Call-ID")).append("\r\n");
        text.append("CSeq: ").append(header(request, "CSeq")).append("\r\n");
        return text + tail("application/sdp", body);
    }

    private static String header(String message, String name) {
        Matcher header = Pattern.compile("(?mi)^" + name + ":\\s*(.*?)\\s*$").matcher(message);
        return header.find() ? header.group(1) : "";
    }

    private void send(String message, SocketAddress to) {
        byte[] bytes = message.getBytes(UTF_8);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
