package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is heard, how much of each, and whether peers answer. */
@Isolated("all that is logged and printed is looked at")
class PeerGateTest {

    private static final String OURS = "sip:ringback@127.0.0.1";

    @Test
    void whoIsNoPeerGetsNoAnswerAtAll() {
        int port = Ports.free();
        try (JainUserAgent agent = agent(AgentSettings.udp("peers", port).peers(100, "127.0.0.1"));
                RawPeer peer = new RawPeer("127.0.0.1", port);
                RawPeer stranger = new RawPeer("127.0.0.2", port)) {
            stranger.send(stranger.request("OPTIONS", OURS, "", ""));
            stranger.send("nonsense\r\n\r\n");

            assertThat(RawPeer.status(peer.ask(peer.request("OPTIONS", OURS, "", ""))))
                    .isEqualTo(200);
            assertThat(stranger.receive(300)).isEmpty();
            assertThat(agent.counters()).containsEntry("strangers", 2L);
        }
    }

    @Test
    void anAnswerToNoCallIsHungUpOnForPeersOnly() {
        int port = Ports.free();
        try (JainUserAgent agent = agent(AgentSettings.udp("answers", port).peers(100, "127.0.0.1"));
                RawPeer peer = new RawPeer("127.0.0.1", port);
                RawPeer stranger = new RawPeer("127.0.0.2", port);
                RawPeer bystander = new RawPeer("127.0.0.3", port)) {
            stranger.send(answer("forged", port, bystander));
            peer.send(answer("late", port, peer));

            assertThat(peer.receive()).startsWith("ACK ");
            assertThat(peer.receive()).startsWith("BYE ");
            assertThat(bystander.receive(300)).isEmpty();
            assertThat(agent.counters()).containsEntry("strangers", 1L);
        }
    }

    /** A 200 to an INVITE that was never sent, which says where the ACK and the BYE are to go. */
    private static String answer(String callId, int agentPort, RawPeer contact) {
        return "SIP/2.0 200 OK\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + agentPort + ";branch=z9hG4bK" + callId + "\r\n"
                + "From: <sip:ringback@127.0.0.1>;tag=ours\r\n"
                + "To: <sip:bob@127.0.0.1>;tag=theirs\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: 1 INVITE\r\n"
                + "Contact: <sip:bob@" + contact.host() + ":" + contact.port() + ">\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({"sip:127.0.0.1, false", "sip:192.0.2.1:5060, true", "sip:[2001:db8::1], true", "sip:[::1], false"})
    void anOperatorIsToldOfAProxyThatWouldNotBeHeard(String proxy, boolean told) {
        try (LoggedLines logged = new LoggedLines();
                JainUserAgent agent =
                        agent(AgentSettings.udp("deaf", Ports.free()).proxy(proxy))) {
            assertThat(agent.counters()).isNotEmpty();
            assertThat(logged.all().stream().anyMatch(line -> line.contains("The outbound proxy of deaf is not among")))
                    .isEqualTo(told);
        }
    }

    @Test
    void aFloodFromOnePeerHurtsNoOther() {
        int port = Ports.free();
        try (JainUserAgent agent = agent(AgentSettings.udp("flood", port).peers(20, "127.0.0.0/8"));
                RawPeer flooding = new RawPeer("127.0.0.9", port);
                RawPeer other = new RawPeer("127.0.0.1", port)) {
            for (int i = 0; i < 300; i++) {
                flooding.send(flooding.request("OPTIONS", OURS, "", ""));
            }

            for (int i = 0; i < 10; i++) {
                assertThat(RawPeer.status(other.askAgain(other.request("OPTIONS", OURS, "", ""))))
                        .isEqualTo(200);
            }
            await().untilAsserted(
                            () -> assertThat(agent.counters().get("throttled")).isPositive());
            int answered = 0;
            while (flooding.receive(300).isPresent()) {
                answered++;
            }
            assertThat(answered).isBetween(20, 200);
        }
    }

    @Test
    void callsBeyondTheAllowanceAreToldWhenToComeAgain() {
        int port = Ports.free();
        try (JainUserAgent agent = agent(AgentSettings.udp("calls", port).peers(5, "127.0.0.0/8"));
                RawPeer flooding = new RawPeer("127.0.0.9", port)) {
            agent.onCall(call -> {});
            for (int i = 0; i < 40; i++) {
                flooding.send(flooding.request("INVITE", OURS, "Contact: <sip:a@127.0.0.9>\r\n", ""));
            }

            int refused = 0;
            for (String response = flooding.receive(500).orElse(""); !response.isEmpty(); ) {
                if (response.startsWith("SIP/2.0 503")) {
                    assertThat(RawPeer.header(response, "Retry-After")).isPresent();
                    assertThat(RawPeer.header(response, "To").orElseThrow()).contains(";tag=");
                    refused++;
                }
                response = flooding.receive(500).orElse("");
            }
            assertThat(refused).as("told, but not all of them").isBetween(1, 15);
        }
    }

    @Test
    void aPeerThatAnswersIsUpAndOneThatDoesNotIsDown() {
        int port = Ports.free();
        int there = Ports.free();
        int gone = Ports.free();
        String up = "sip:127.0.0.1:" + there;
        String down = "sip:127.0.0.1:" + gone;
        try (JainUserAgent peer = agent(AgentSettings.udp("peer", there));
                JainUserAgent agent = agent(AgentSettings.udp("watch", port).watch(Duration.ofMillis(200), up, down))) {
            await().untilAsserted(() ->
                    assertThat(agent.peersUp()).containsEntry(up, true).containsEntry(down, false));
            peer.close();
            await().untilAsserted(() -> assertThat(agent.peersUp()).containsEntry(up, false));
            try (JainUserAgent back = agent(AgentSettings.udp("peer", there))) {
                assertThat(back.counters()).isNotEmpty();
                await().untilAsserted(() -> assertThat(agent.peersUp()).containsEntry(up, true));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true"
    })
    void networksAreWrittenAsCidr(String range, String address, boolean within) throws Exception {
        assertThat(AddressRange.of(range).contains(InetAddress.getByName(address)))
                .isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(strings = {"switch.example", "192.0.2.1/33", "192.0.2.0/-1", "192.0.2.0/x", "", "300.1.1.1"})
    void whatIsNoNetworkIsRefusedWithAnExample(String range) {
        assertThatThrownBy(() -> AddressRange.of(range)).hasMessageContaining("192.0.2.0/24");
    }

    @Test
    void anAllowanceFillsUpAgainByAndBy() throws Exception {
        AtomicLong time = new AtomicLong();
        Allowance allowance = new Allowance(10, 5, time::get);
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress other = InetAddress.getByName("192.0.2.2");
        for (int i = 0; i < 5; i++) {
            assertThat(allowance.take(one)).isTrue();
        }
        assertThat(allowance.take(one)).isFalse();
        assertThat(allowance.take(other)).isTrue();

        time.addAndGet(Duration.ofMillis(200).toNanos());

        assertThat(allowance.take(one)).isTrue();
        assertThat(allowance.take(one)).isTrue();
        assertThat(allowance.take(one)).isFalse();
    }

    private static JainUserAgent agent(AgentSettings settings) {
        JainUserAgent agent = new JainUserAgent(settings.settings());
        agent.start();
        return agent;
    }
}
