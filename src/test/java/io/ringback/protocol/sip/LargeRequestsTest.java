package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 18.1.1: what is too large for a datagram goes by TCP where the peer has it, and by UDP where not. */
@BesideOthers
class LargeRequestsTest {

    private final int port = Ports.free();
    private final BlockingQueue<SipRequest> taken = new LinkedBlockingQueue<>();

    private JainUserAgent agent(String name, Listen... listen) {
        JainUserAgent agent = new JainUserAgent(AgentSettings.of(name, listen).settings());
        agent.start();
        agent.onRequest(Set.of("PUBLISH"), request -> {
            taken.add(request);
            return CompletableFuture.completedFuture(SipResponse.of(200));
        });
        return agent;
    }

    @ParameterizedTest
    @CsvSource({
        "2000, true, true, '', TCP",
        "2000, true, true, ;transport=udp, TCP",
        "2000, true, false, '', UDP",
        "2000, false, true, '', UDP",
        "200, true, true, '', UDP"
    })
    void goByTheTransportThatTakesThem(
            int length, boolean weHaveTcp, boolean theyHaveTcp, String parameter, String expected) throws Exception {
        Listen udp = new Listen("UDP", "127.0.0.1", port);
        Listen tcp = new Listen("TCP", "127.0.0.1", port);
        int own = Ports.free();
        Listen ownUdp = new Listen("UDP", "127.0.0.1", own);
        Listen ownTcp = new Listen("TCP", "127.0.0.1", own);
        try (JainUserAgent server = theyHaveTcp ? agent("server", udp, tcp) : agent("server", udp);
                JainUserAgent client = weHaveTcp ? agent("client", ownUdp, ownTcp) : agent("client", ownUdp)) {
            SipRequest publish = new SipRequest(
                    "PUBLISH",
                    "sip:bob@127.0.0.1:" + port + parameter,
                    Map.of("Event", List.of("presence"), "Content-Type", List.of("text/plain")),
                    Optional.of("x".repeat(length)),
                    "");
            for (int times = 0; times < 2; times++) {
                assertThat(client.send(publish)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS)
                                .status())
                        .isEqualTo(200);
                SipRequest came = taken.poll(20, TimeUnit.SECONDS);
                assertThat(came.peer()).endsWith("/" + expected);
                assertThat(came.first("Via").orElseThrow()).startsWith("SIP/2.0/" + expected);
                assertThat(came.body().orElseThrow()).hasSize(length);
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(client.holdings().transactions()).isZero());
            assertThat(server.counters()).isNotEmpty();
        }
    }
}
