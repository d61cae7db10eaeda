package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests outside of calls whose headers are spoiled: each gets one final answer, and nothing is logged. */
@Isolated("all that is logged and printed is looked at")
class MutatedRequestsTest {

    /** Fewer than of INVITEs: they take the same way in. */
    private static final int MUTATIONS = Integer.getInteger("ringback.mutations", 2_000) / 4;

    private final int port = Ports.free();

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "OPTIONS", "SUBSCRIBE"})
    void areAlwaysAnsweredOnce(String method) {
        try (LoggedLines logged = new LoggedLines();
                JainUserAgent agent =
                        new JainUserAgent(AgentSettings.of("mutated", new Listen("UDP", "127.0.0.1", port))
                                .peers(1_000_000, "127.0.0.0/8")
                                .settings());
                RawPeer peer = new RawPeer("127.0.0.1", port)) {
            agent.start();
            agent.onRequest(Set.of("MESSAGE"), request -> CompletableFuture.completedFuture(SipResponse.of(200)));
            agent.onRequest(Set.of("SUBSCRIBE"), request -> CompletableFuture.completedFuture(SipResponse.of(403)));
            SpoiledRequests requests = new SpoiledRequests(method, peer, port, 3261);
            requests.send(MUTATIONS);

            assertThat(requests.wrong()).isEmpty();
            assertThat(requests.answers()).containsKey(method.equals("SUBSCRIBE") ? "403" : "200");
            assertThat(logged.all()).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(agent.holdings().transactions()).isZero());
        }
    }
}
