package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A good INVITE whose headers are spoiled one at a time, in every way that comes to mind: it gets one final answer, always,
 * nothing is logged, and nothing is left of it. The same seed spoils the same way; {@code -Dringback.mutations=20000} does
 * so more often, {@code -Dringback.mutations.seed=1} in other ways.
 */
@Isolated("all that is logged and printed is looked at")
class MutatedInvitesTest {

    private static final int MUTATIONS = Integer.getInteger("ringback.mutations", 2_000);
    private static final long SEED = Long.getLong("ringback.mutations.seed", 3261);

    private final int port = Ports.free();

    @Test
    void areAlwaysAnsweredOnce() {
        try (LoggedLines logged = new LoggedLines();
                JainUserAgent agent = agent();
                RawPeer peer = new RawPeer("127.0.0.1", port)) {
            SpoiledRequests requests = new SpoiledRequests("INVITE", peer, port, SEED);
            requests.send(MUTATIONS);
            List<String> lines = logged.all();
            System.out.println(MUTATIONS + " spoiled INVITEs, seed " + SEED + ", answered " + requests.answers());

            assertThat(requests.wrong()).isEmpty();
            assertThat(lines).isEmpty();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(agent.holdings().legs()).isZero();
                assertThat(agent.holdings().dialogs()).isZero();
                assertThat(agent.holdings().transactions()).isZero();
            });
        }
    }

    private JainUserAgent agent() {
        JainUserAgent agent = new JainUserAgent(AgentSettings.of("mutated", new Listen("UDP", "127.0.0.1", port))
                .peers(1_000_000, "127.0.0.0/8")
                .settings());
        agent.start();
        agent.onCall(call -> call.refuse(486, Map.of()));
        return agent;
    }
}
