package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the agent asks who sends a request. */
class ServerDigestTest {

    private static final String URI = "sip:ringback@127.0.0.1";

    private final int port = Ports.free();
    private final JainUserAgent agent = new JainUserAgent(AgentSettings.udp("guarded", port)
            .users(Map.of("switch", "open sesame"))
            .settings());
    private final RawPeer peer = new RawPeer("127.0.0.1", port);

    @BeforeEach
    void start() {
        agent.start();
        agent.onRequest(Set.of("MESSAGE"), request -> CompletableFuture.completedFuture(SipResponse.of(202)));
    }

    @AfterEach
    void stop() {
        agent.close();
        peer.close();
    }

    private String nonce() {
        String challenge = peer.ask(peer.request("MESSAGE", URI, "", ""));
        assertThat(RawPeer.status(challenge)).isEqualTo(401);
        String header = RawPeer.header(challenge, "WWW-Authenticate").orElseThrow();
        assertThat(header).contains("algorithm=SHA-256", "qop=\"auth\"");
        return header.replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
    }

    private String answer(String user, String password, String nonce, String count) {
        String response =
                DigestAlgorithm.SHA_256.response(user, "guarded", password, nonce, count, "client", "MESSAGE", URI);
        return peer.request(
                "MESSAGE",
                URI,
                "Authorization: Digest username=\"" + user + "\", realm=\"guarded\", nonce=\"" + nonce + "\", uri=\""
                        + URI
                        + "\", response=\"" + response + "\", algorithm=SHA-256, qop=auth, nc=" + count
                        + ", cnonce=\"client\"\r\n",
                "");
    }

    @Test
    void whoKnowsThePasswordMayPass() {
        assertThat(RawPeer.status(peer.ask(answer("switch", "open sesame", nonce(), "00000001"))))
                .isEqualTo(202);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreRefusedAlike() {
        String nonce = nonce();

        assertThat(RawPeer.status(peer.ask(answer("switch", "wrong", nonce, "00000001"))))
                .isEqualTo(403);
        assertThat(RawPeer.status(peer.ask(answer("nobody", "open sesame", nonce, "00000001"))))
                .isEqualTo(403);
        assertThat(agent.counters()).containsEntry("credentials.refused", 2L);
    }

    @Test
    void whatWasOverheardIsOfNoUse() {
        String nonce = nonce();
        peer.ask(answer("switch", "open sesame", nonce, "00000001"));

        String replayed = peer.ask(answer("switch", "open sesame", nonce, "00000001"));

        assertThat(RawPeer.status(replayed)).isEqualTo(401);
        assertThat(replayed).contains("stale=true");
        assertThat(RawPeer.status(peer.ask(answer("switch", "open sesame", nonce, "00000003"))))
                .isEqualTo(202);
        assertThat(RawPeer.status(peer.ask(answer("switch", "open sesame", nonce, "00000002"))))
                .as("overtaken on the way")
                .isEqualTo(202);
    }

    @Test
    void aNonceThatIsNotOursIsAskedForAnew() {
        assertThat(RawPeer.status(peer.ask(answer("switch", "open sesame", "AAAAAAAAAAAAAAAAAAAAAAAA", "00000001"))))
                .isEqualTo(401);
        assertThat(RawPeer.status(peer.ask(answer("switch", "open sesame", "%%%", "00000001"))))
                .isEqualTo(401);
    }

    @Test
    void agentsAnswerEachOthersChallenges() throws Exception {
        int own = Ports.free();
        try (JainUserAgent right = new JainUserAgent(AgentSettings.udp("right", own)
                        .account("switch", "open sesame")
                        .settings());
                JainUserAgent wrong = new JainUserAgent(AgentSettings.udp("wrong", Ports.free())
                        .account("switch", "guess")
                        .settings())) {
            right.start();
            wrong.start();
            SipRequest message =
                    new SipRequest("MESSAGE", "sip:ringback@127.0.0.1:" + port, Map.of(), Optional.of("Hello"), "");

            assertThat(right.send(message)
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(202);
            assertThat(wrong.send(message)
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(403);
        }
    }
}
