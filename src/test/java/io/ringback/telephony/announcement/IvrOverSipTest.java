package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.UserAgent;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole server, asked by SIPp, which presses keys by RFC 4733 with its own packets and with those of capture files, and by
 * INFO.
 */
@Execution(ExecutionMode.CONCURRENT)
class IvrOverSipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String COLLECT = mscml(
            "<playcollect id='1' maxdigits='2' firstdigittimer='8s' interdigittimer='8s' extradigittimer='immediate'>"
                    + "<prompt><audio url='file:prompts/signal.wav'/></prompt></playcollect>");

    private final int port = Ports.free();

    @TempDir
    private Path captures;

    private UserAgent agent;
    private AnnouncementServer server;

    @BeforeEach
    void start() {
        SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 10, Clock.systemUTC());
        int media = Ports.free(20);
        agent = new JainUserAgent(SipSettings.of("annc", new SipSettings.Listen("UDP", "127.0.0.1", port)));
        server = new AnnouncementServer(
                agent,
                new Prompts(Optional.empty(), "en", spoken, Optional.empty()),
                new RtpPorts(InetAddress.getLoopbackAddress(), media, media + 19),
                MediaHosts.of(List.of()),
                "127.0.0.1",
                new AnnouncementServer.Limits(10, Duration.ofMinutes(1)),
                Clock.systemUTC());
        server.start();
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(agent.holdings().legs()).isZero());
            assertThat(server.playing()).isZero();
            assertThat(server.portsInUse()).isZero();
        } finally {
            server.close();
        }
    }

    private static String mscml(String request) {
        return "<MediaServerControl version=\"1.0\"><request>" + request + "</request></MediaServerControl>";
    }

    private void call(int event, String mscml, String keys, String answer) {
        try (Sipp sipp = Sipp.scenario("ivr.xml")
                .key("event", event)
                .key("mscml", mscml)
                .key("keys", keys)
                .key("answer", answer)
                .calls(1)
                .to(port)) {
            sipp.awaitSuccess(PATIENCE);
        }
    }

    private static String does(String action) {
        return "<nop><action><exec " + action + "/></action></nop>";
    }

    /** What becomes of the packets of a key on their way: three of the press, then three of its end. */
    private enum Network {
        GOOD(packets -> packets),
        ENDS_LOST(packets -> packets.subList(0, 3)),
        ONE_END_LEFT(packets -> List.of(packets.get(0), packets.get(1), packets.get(5))),
        BEGIN_LOST(packets -> packets.subList(3, 6)),
        ENDS_REPEATED(packets -> {
            List<byte[]> all = new ArrayList<>(packets);
            all.addAll(packets.subList(3, 6));
            all.addAll(packets.subList(3, 6));
            return all;
        }),
        ALL_TWICE(packets -> packets.stream()
                .flatMap(packet -> java.util.stream.Stream.of(packet, packet))
                .toList()),
        IN_DISORDER(packets -> List.of(
                packets.get(1), packets.get(0), packets.get(4), packets.get(2), packets.get(5), packets.get(3)));

        private final UnaryOperator<List<byte[]>> way;

        Network(UnaryOperator<List<byte[]>> way) {
            this.way = way;
        }
    }

    @ParameterizedTest
    @EnumSource
    void sippPressesTwoKeysOfType101OverGoodAndBadNetworks(Network network) throws IOException {
        List<byte[]> packets = new ArrayList<>();
        for (char key : "77".toCharArray()) {
            List<byte[]> press = new ArrayList<>();
            new Keypad(101, press::add).press(key);
            packets.addAll(network.way.apply(press));
        }
        Path capture = captures.resolve("keys.pcap");
        EventPcap.write(capture, packets);

        call(
                101,
                COLLECT,
                does("play_pcap_audio=\"" + capture + "\""),
                "id=\"1\" code=\"200\" text=\"OK\" reason=\"match\" digits=\"77\"");
    }

    @Test
    void sippPressesTwoKeysOfType96WithItsOwnPackets() {
        call(96, COLLECT, does("play_dtmf=\"4#\""), "reason=\"returnkey\" digits=\"4\"");
    }

    @Test
    void sippPressesKeysByInfo() {
        StringBuilder keys = new StringBuilder();
        String[][] infos = {{"application/dtmf-relay", "Signal=5\r\nDuration=160"}, {"application/dtmf", "6"}};
        for (int i = 0; i < infos.length; i++) {
            keys.append(info(3 + i, infos[i][0], infos[i][1]));
        }

        call(101, COLLECT, keys.toString(), "reason=\"match\" digits=\"56\"");
    }

    private static String info(int number, String type, String body) {
        return """
                <send retrans="500"><![CDATA[
                  INFO [next_url] SIP/2.0
                  Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport
                  From: <sip:phone@[local_ip]:[local_port]>;tag=[pid]c[call_number]
                  To: <sip:ivr@[remote_ip]:[remote_port]>[peer_tag_param]
                  Call-ID: [call_id]
                  CSeq: %d INFO
                  Max-Forwards: 70
                  Content-Type: %s
                  Content-Length: [len]

                  %s
                ]]></send>
                """.formatted(number, type, body.replace("\r\n", "\n                  "))
                // The response to the last key may come before the 200 to its INFO.
                + "<recv response=\"200\"/>";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <playcollect id='1' firstdigittimer='200ms'/> | id="1" code="200" text="OK" reason="timeout" digits=""
            <playcollect id='1' maxdigits='x'/>           | request="playcollect" id="1" code="400"
            <playrecord id='1'/>                          | request="playrecord" id="1" code="400"
            <play id='1'><prompt>                         | request="unknown" code="400"
            <play id='1'><prompt><audio url='file:prompts/signal.wav'/></prompt></play> | id="1" code="200" text="OK" reason="EOF" playduration="[0-9]+ms"
            <play id='1'><prompt><audio url='file:prompts/none.wav'/></prompt></play>   | id="1" code="404"
            """)
    void silenceWrongXmlAndPlainPlayingAreAnswered(String request, String answer) {
        call(101, mscml(request), "", answer);
    }

    /** RFC 5022 section 3, with a place beside it (RFC 6442). */
    @Test
    void theInviteMayBringTheRequestBesideItsOffer() throws IOException {
        String body = """
                --b
                Content-Type: application/sdp

                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 40000 RTP/AVP 8

                --b
                Content-Type: application/pidf+xml
                Content-ID: <place@phone.example>

                <presence/>
                --b
                Content-Type: application/mediaservercontrol+xml

                %s
                --b--
                """.formatted(mscml("<configure_leg id='7'/>")).replace("\n", "\r\n");
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            phone.setSoTimeout((int) PATIENCE.toMillis());
            String request = "%s sip:ivr@127.0.0.1:" + port + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                    + phone.getLocalPort() + ";branch=z9hG4bK%s\r\nFrom: <sip:phone@127.0.0.1>;tag=p\r\nTo:"
                    + " <sip:ivr@127.0.0.1>%s\r\nCall-ID: parts\r\nCSeq: %s\r\nMax-Forwards: 70\r\nContact: <sip:phone@"
                    + "127.0.0.1:" + phone.getLocalPort() + ">\r\n%sContent-Length: %d\r\n\r\n%s";
            send(
                    phone,
                    request.formatted(
                            "INVITE",
                            "1",
                            "",
                            "1 INVITE",
                            "Content-Type: multipart/mixed;boundary=b\r\n",
                            body.length(),
                            body));
            String to = "";
            boolean told = false;
            while (!told || to.isEmpty()) {
                String message = receive(phone);
                if (message.startsWith("SIP/2.0 200")) {
                    assertThat(message).contains("RTP/AVP 8\r\n");
                    to = message.replaceFirst("(?s).*\r\nTo:[^\r]*(;tag=[^;\r]+).*", "$1");
                    send(phone, request.formatted("ACK", "2", to, "1 ACK", "", 0, ""));
                } else if (message.startsWith("INFO")) {
                    assertThat(message).contains("request=\"configure_leg\" id=\"7\" code=\"501\"");
                    told = true;
                    send(
                            phone,
                            message.split("\r\nContent-Type")[0]
                                            .replaceFirst("^[^\r]*", "SIP/2.0 200 OK")
                                            .replaceFirst("(?s)\r\nContent-Length.*", "")
                                    + "\r\nContent-Length: 0\r\n\r\n");
                } else {
                    assertThat(message).startsWith("SIP/2.0 100");
                }
            }
            send(phone, request.formatted("BYE", "3", to, "2 BYE", "", 0, ""));
            String last = receive(phone);
            while (!last.contains("CSeq: 2 BYE")) {
                last = receive(phone);
            }
            assertThat(last).startsWith("SIP/2.0 200");
        }
    }

    private void send(DatagramSocket phone, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        phone.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private static String receive(DatagramSocket phone) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        phone.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void sippHangsUpInTheMiddle() {
        call(101, COLLECT, "<pause milliseconds=\"300\"/><nop next=\"hang-up\"/>", "");

        await().atMost(PATIENCE).until(() -> server.portsInUse() == 0);
    }
}
