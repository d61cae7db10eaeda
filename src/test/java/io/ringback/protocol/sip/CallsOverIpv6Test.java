package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ipv6;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent.Holdings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls between addresses of IPv6 (RFC 5118), with SIPp and by hand. */
@Execution(ExecutionMode.CONCURRENT)
class CallsOverIpv6Test {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Both ways to write it are read. */
    private static final String OURS = "\\[(::1|0:0:0:0:0:0:0:1)]:";

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 ::1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n";

    private final int port = Ports.free();
    private final HeardEvents heard = new HeardEvents();
    private JainUserAgent agent;

    @BeforeEach
    void start() {
        Ipv6.require();
        agent = new JainUserAgent(Agents.settings(
                "ringback",
                Duration.ofMillis(50),
                new Listen("UDP", Ipv6.LOOPBACK, port),
                new Listen("TCP", Ipv6.LOOPBACK, port)));
        agent.start();
        agent.onCall(call -> call.accept(SDP, heard));
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private void nothingIsLeft() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new Holdings(0, 0, 0, 0)));
    }

    private Leg call(String uri) {
        return agent.place(
                new OutgoingCall(
                        uri,
                        "sip:ringback@[::1]",
                        Optional.empty(),
                        Optional.of(SDP),
                        Map.of(),
                        Duration.ofSeconds(30)),
                heard);
    }

    @ParameterizedTest
    @CsvSource({"UDP, u1", "TCP, t1"})
    void sippCallsAndHangsUp(String transport, String sippTransport) throws Exception {
        try (Sipp uac = Sipp.builtIn("uac")
                .overIpv6()
                .with("-t", sippTransport)
                .service("ringback")
                .calls(1)
                .to(port)) {
            uac.awaitSuccess(PATIENCE);
            assertThat(uac.messages()).containsPattern("Contact: <sip:ringback@" + OURS + port);
        }
        heard.next("acknowledged -");
        heard.next("ended by peer");
        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"UDP, u1", "TCP, t1"})
    void sippIsCalledAndHungUpOn(String transport, String sippTransport) throws Exception {
        try (Sipp uas = Sipp.builtIn("uas")
                .overIpv6()
                .with("-default_behaviors", "all,-abortunexp")
                .with("-t", sippTransport)
                .calls(1)
                .listening()) {
            Leg leg = call("sip:service@[::1]:" + uas.port() + ";transport=" + transport);
            heard.next("ringing 180");
            await().until(() -> heard.rest().stream().anyMatch(event -> event.startsWith("answered v=0")));
            leg.acknowledge(Optional.empty());
            leg.hangUp();
            uas.awaitSuccess(PATIENCE);
            assertThat(uas.messages())
                    .containsPattern("INVITE sip:service@" + OURS + uas.port())
                    .containsPattern("Via: SIP/2.0/" + transport + " " + OURS + port)
                    .containsPattern("Contact: <sip:ringback@" + OURS + port);
        }
        heard.next("ended");
        nothingIsLeft();
    }

    @Test
    void theRecordedRouteIsFollowed() throws Exception {
        try (RawPeer peer = new RawPeer(Ipv6.LOOPBACK, port)) {
            String here = peer.host() + ":" + peer.port();
            Leg leg = call("sip:bob@" + here);
            String invite = peer.receive();
            String route = "<sip:" + here + ";lr>";
            peer.send(RawPeer.response(
                    invite,
                    200,
                    "Record-Route: " + route + "\r\nContact: <sip:bob@[2001:db8::7]:5062>\r\n"
                            + "Content-Type: application/sdp\r\n",
                    SDP));
            heard.next("answered " + SDP);
            leg.acknowledge(Optional.empty());
            assertThat(sent(peer, "ACK"))
                    .startsWith("ACK sip:bob@[2001:db8::7]:5062 SIP/2.0")
                    .contains("Route: " + route);
            leg.hangUp();
            String bye = sent(peer, "BYE");
            assertThat(bye).startsWith("BYE sip:bob@[2001:db8::7]:5062 SIP/2.0").contains("Route: " + route);
            peer.send(RawPeer.response(bye, 200, "", "").replace(";tag=raw;tag=raw", ";tag=raw"));
            heard.next("ended");
            nothingIsLeft();
        }
    }

    /** What begins so; repetitions of others are passed over. */
    private static String sent(RawPeer peer, String method) {
        String message = peer.receive();
        while (!message.startsWith(method)) {
            message = peer.receive();
        }
        return message;
    }

    /** RFC 3581, RFC 5118 4.5: the response goes to where the request came from, and says so. */
    @Test
    void whoNamesAnotherAddressIsAnsweredWhereItIs() {
        try (RawPeer peer = new RawPeer(Ipv6.LOOPBACK, port)) {
            String request = peer.request("OPTIONS", "sip:ringback@[::1]:" + port, "", "")
                    .replaceFirst("Via: SIP/2.0/UDP [^;]+", "Via: SIP/2.0/UDP [2001:db8::9]:5999");
            String response = peer.ask(request);
            assertThat(response).startsWith("SIP/2.0 200");
            assertThat(RawPeer.header(response, "Via").orElseThrow())
                    .startsWith("SIP/2.0/UDP [2001:db8::9]:5999;")
                    .containsPattern(";received=\\[?(::1|0:0:0:0:0:0:0:1)]?")
                    .contains(";rport=" + peer.port());
        }
    }
}
