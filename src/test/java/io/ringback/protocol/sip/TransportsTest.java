package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.BesideOthers;
import io.ringback.peers.Ipv6;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP and TLS: messages in a stream, connections that are used again, keys, and what a hostile peer may try. */
@BesideOthers
class TransportsTest {

    private static final String URI = "sip:ringback@127.0.0.1";

    @TempDir
    Path folder;

    private final int port = Ports.free();

    private JainUserAgent agent(AgentSettings settings) {
        JainUserAgent agent = new JainUserAgent(settings.settings());
        agent.start();
        agent.onRequest(Set.of("MESSAGE"), request -> CompletableFuture.completedFuture(SipResponse.of(202)));
        return agent;
    }

    private JainUserAgent tcp() {
        return agent(AgentSettings.of("tcp", new Listen("TCP", "127.0.0.1", port)));
    }

    @Test
    void twoRequestsInOnePieceAndOneInManyAreAllAnswered() throws Exception {
        try (JainUserAgent agent = tcp();
                RawConnection peer = new RawConnection(port)) {
            assertThat(agent.counters()).isNotEmpty();
            String one = peer.request("MESSAGE", URI, "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n", "Hello");
            String other = peer.request("OPTIONS", URI, "Content-Length: 0\r\n\r\n", "");
            peer.send(one + other);
            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 202");
            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 200");

            String third =
                    peer.request("MESSAGE", URI, "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\n", "World");
            for (int i = 0; i < third.length(); i += 40) {
                peer.send(third.substring(i, Math.min(third.length(), i + 40)));
            }
            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 202");
        }
    }

    @Test
    void whoBeginsAMessageAndDoesNotEndItIsCutOff() throws Exception {
        try (JainUserAgent agent = tcp();
                RawConnection slow = new RawConnection(port)) {
            assertThat(agent.counters()).isNotEmpty();
            slow.send("OPTIONS " + URI + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1\r\n");

            assertThat(slow.isClosed(20_000)).isTrue();
            RawConnection.assertStillAnswers(port);
        }
    }

    @Test
    void onePeerMayHaveSoManyConnectionsAndOthersTheirs() throws Exception {
        List<RawConnection> open = new ArrayList<>();
        try (JainUserAgent agent = agent(
                AgentSettings.of("tcp", new Listen("TCP", "127.0.0.1", port)).peers(100, "127.0.0.0/8"))) {
            for (int i = 0; i < 70; i++) {
                open.add(new RawConnection("127.0.0.7", port));
            }

            assertThat(open.get(69).isClosed(10_000)).isTrue();
            assertThat(open.get(0).isClosed(200)).isFalse();
            RawConnection.assertStillAnswers(port);
            assertThat(agent.counters().get("throttled")).isPositive();
        } finally {
            open.forEach(RawConnection::close);
        }
    }

    @Test
    void whoIsNoPeerGetsNoConnection() throws Exception {
        try (JainUserAgent agent = agent(AgentSettings.of("tcp", new Listen("TCP", "127.0.0.1", port))
                        .peers(100, "127.0.0.1"));
                RawConnection stranger = new RawConnection("127.0.0.3", port)) {
            assertThat(stranger.isClosed(10_000)).isTrue();
            assertThat(agent.counters()).containsEntry("strangers", 1L);
            RawConnection.assertStillAnswers(port);
        }
    }

    @Test
    void requestsToAPeerShareOneConnection() throws Exception {
        BlockingQueue<String> peers = new LinkedBlockingQueue<>();
        int other = Ports.free();
        try (JainUserAgent server = agent(AgentSettings.of("server", new Listen("TCP", "127.0.0.1", port)));
                JainUserAgent client = agent(AgentSettings.of("client", new Listen("TCP", "127.0.0.1", other)))) {
            server.onRequest(Set.of("MESSAGE"), request -> {
                peers.add(request.peer());
                return CompletableFuture.completedFuture(SipResponse.of(200));
            });
            for (int i = 0; i < 5; i++) {
                assertThat(message(client, "sip:ringback@127.0.0.1:" + port + ";transport=tcp"))
                        .isEqualTo(200);
            }
            assertThat(Set.copyOf(peers)).hasSize(1);
        }
    }

    @Test
    void whereNobodyListensTheAnswerIs503() throws Exception {
        try (JainUserAgent client = agent(AgentSettings.of("client", new Listen("TCP", "127.0.0.1", port)))) {
            assertThat(message(client, "sip:ringback@127.0.0.1:" + Ports.free() + ";transport=tcp"))
                    .isEqualTo(503);
        }
    }

    @Test
    void agentsSpeakTlsWithTheirOwnKeys() throws Exception {
        TestKeys keys = TestKeys.in(folder);
        try (JainUserAgent server = tls("server", port, keys, keys.own(), true);
                JainUserAgent client = tls("client", Ports.free(), keys, keys.own(), true)) {
            assertThat(server.counters()).isNotEmpty();
            assertThat(message(client, "sips:ringback@127.0.0.1:" + port)).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP", "TLS"})
    void agentsSpeakOverIpv6(String transport) throws Exception {
        Ipv6.require();
        TestKeys keys = TestKeys.in(folder);
        try (JainUserAgent server = agent(AgentSettings.of("server", new Listen(transport, Ipv6.LOOPBACK, port))
                        .tls(keys.tls(keys.own(), true))
                        .peers(100, "::/64"));
                JainUserAgent client =
                        agent(AgentSettings.of("client", new Listen(transport, Ipv6.LOOPBACK, Ports.free()))
                                .tls(keys.tls(keys.own(), true))
                                .peers(100, "::1"))) {
            assertThat(message(client, "sip:ringback@[::1]:" + port + ";transport=" + transport))
                    .isEqualTo(202);
            assertThat(server.counters()).containsEntry("requests.taken", 1L).containsEntry("malformed", 0L);
        }
    }

    @Test
    void anIpv6HostOutsideOfTheRangeIsNoPeer() throws Exception {
        Ipv6.require();
        try (JainUserAgent server = agent(AgentSettings.of("server", new Listen("UDP", Ipv6.LOOPBACK, port))
                        .peers(100, "2001:db8::/32", "127.0.0.0/8"));
                JainUserAgent client =
                        agent(AgentSettings.of("client", new Listen("UDP", Ipv6.LOOPBACK, Ports.free())))) {
            assertThat(message(client, "sip:ringback@[::1]:" + port)).isEqualTo(408);
            assertThat(server.counters().get("strangers")).isPositive();
        }
    }

    @Test
    void aServerWhoseCertificateIsNotTrustedIsNotSpokenTo() throws Exception {
        TestKeys keys = TestKeys.in(folder);
        try (JainUserAgent server = tls("server", port, keys, keys.other(), false);
                JainUserAgent client = tls("client", Ports.free(), keys, keys.own(), false)) {
            assertThat(message(client, "sips:ringback@127.0.0.1:" + port)).isEqualTo(503);
            assertThat(server.counters()).containsEntry("requests.taken", 0L);
        }
    }

    @Test
    void aServerWhoseCertificateIsForAnotherHostIsNotSpokenTo() throws Exception {
        TestKeys keys = TestKeys.in(folder);
        keys.trustOther(folder);
        try (JainUserAgent server = tls("server", port, keys, keys.other(), false);
                JainUserAgent client = tls("client", Ports.free(), keys, keys.own(), false)) {
            assertThat(message(client, "sips:ringback@127.0.0.1:" + port)).isEqualTo(503);
            assertThat(server.counters()).containsEntry("requests.taken", 0L);
        }
    }

    @Test
    void aClientWithoutATrustedCertificateIsNotHeard() throws Exception {
        TestKeys keys = TestKeys.in(folder);
        try (JainUserAgent server = tls("server", port, keys, keys.own(), true);
                JainUserAgent client = tls("client", Ports.free(), keys, keys.other(), false)) {
            assertThat(message(client, "sips:ringback@127.0.0.1:" + port)).isIn(408, 503);
            assertThat(server.counters()).containsEntry("requests.taken", 0L);
        }
    }

    @Test
    void whoConnectsByTlsAndSaysNothingHoldsUpNobody() throws Exception {
        TestKeys keys = TestKeys.in(folder);
        try (JainUserAgent server = tls("server", port, keys, keys.own(), false);
                RawConnection silent = new RawConnection(port);
                JainUserAgent client = tls("client", Ports.free(), keys, keys.own(), false)) {
            assertThat(server.counters()).isNotEmpty();
            assertThat(message(client, "sips:ringback@127.0.0.1:" + port)).isEqualTo(202);
            assertThat(silent.isClosed(20_000)).isTrue();
        }
    }

    @Test
    void nothingIsBoundThatIsNotNamedAndAllIsFreeAgainAfterwards() throws Exception {
        try (JainUserAgent agent = tcp()) {
            assertThat(agent.counters()).isNotEmpty();
            // UDP on the same port is nobody's.
            assertThat(Ports.udpTaken(port)).isFalse();
        }
        try (JainUserAgent again = tcp()) {
            assertThat(again.counters()).isNotEmpty();
            RawConnection.assertStillAnswers(port);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (JainUserAgent first = tcp()) {
            assertThat(first.counters()).isNotEmpty();
            assertThatThrownBy(this::tcp).hasMessageContaining("TCP 127.0.0.1:" + port);
        }
    }

    private JainUserAgent tls(String name, int tlsPort, TestKeys keys, Path own, boolean clientCertificateNeeded) {
        return agent(AgentSettings.of(name, new Listen("TLS", "127.0.0.1", tlsPort))
                .tls(keys.tls(own, clientCertificateNeeded)));
    }

    private static int message(JainUserAgent from, String uri) throws Exception {
        return from.send(new SipRequest("MESSAGE", uri, Map.of(), Optional.of("Hello"), ""))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .status();
    }
}
