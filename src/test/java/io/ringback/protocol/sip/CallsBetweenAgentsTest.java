package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent.Holdings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary calls, between two of our own agents on loopback. */
class CallsBetweenAgentsTest {

    private static final Duration T1 = Duration.ofMillis(50);

    private final int annasPort = Ports.free();
    private final int bobsPort = Ports.free();
    private final JainUserAgent anna = agent("anna", annasPort);
    private final JainUserAgent bob = agent("bob", bobsPort);
    private final HeardEvents annaHears = new HeardEvents();
    private final HeardEvents bobHears = new HeardEvents();
    private final BlockingQueue<IncomingCall> bobsCalls = new LinkedBlockingQueue<>();

    private static JainUserAgent agent(String name, int port) {
        return new JainUserAgent(Agents.settings(name, T1, new Listen("UDP", "127.0.0.1", port)));
    }

    @BeforeEach
    void start() {
        anna.start();
        bob.start();
        bob.onCall(bobsCalls::add);
    }

    @AfterEach
    void stop() {
        anna.close();
        bob.close();
    }

    private Leg annaCalls(Optional<String> offer) {
        return anna.place(
                new OutgoingCall(
                        "sip:bob@127.0.0.1:" + bobsPort,
                        "sip:anna@127.0.0.1",
                        Optional.of("Anna"),
                        offer,
                        Map.of("X-Case", "17"),
                        Duration.ofSeconds(30)),
                annaHears);
    }

    private IncomingCall atBobs() throws InterruptedException {
        IncomingCall call = bobsCalls.poll(10, TimeUnit.SECONDS);
        assertThat(call).as("INVITE at Bob's").isNotNull();
        return call;
    }

    private void nothingIsLeft() {
        for (JainUserAgent agent : new JainUserAgent[] {anna, bob}) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new Holdings(0, 0, 0, 0)));
        }
        assertThat(annaHears.rest()).isEmpty();
        assertThat(bobHears.rest()).isEmpty();
    }

    @Test
    void ringsIsAnsweredChangedByBothAndHungUp() throws Exception {
        Leg annas = annaCalls(Optional.of("annas offer"));
        IncomingCall call = atBobs();
        assertThat(call.invite().body()).contains("annas offer");
        assertThat(call.invite().first("X-Case")).contains("17");
        assertThat(call.invite().first("from").orElseThrow()).startsWith("\"Anna\" <sip:anna@127.0.0.1>");
        assertThat(call.invite().peer()).isEqualTo("127.0.0.1:" + annasPort + "/UDP");
        call.progress(180, Optional.empty());
        annaHears.next("ringing 180");
        assertThat(annas.dialog()).isEmpty();
        Leg bobs = call.accept("bobs answer", bobHears);
        annaHears.next("answered bobs answer");
        annas.acknowledge(Optional.empty());
        bobHears.next("acknowledged -");
        assertThat(bobs.callId()).isEqualTo(annas.callId());

        annas.offer(Optional.of("annas second offer"));
        bobHears.next("offered annas second offer");
        bobs.answer("bobs second answer");
        annaHears.next("renegotiated bobs second answer");
        annas.acknowledge(Optional.empty());
        bobHears.next("acknowledged -");

        bobs.offer(Optional.empty());
        annaHears.next("offered -");
        annas.answer("annas third offer");
        bobHears.next("renegotiated annas third offer");
        bobs.acknowledge(Optional.of("bobs third answer"));
        annaHears.next("acknowledged bobs third answer");

        annas.info("application/dtmf-relay", "Signal=5");
        bobHears.next("info application/dtmf-relay Signal=5");
        bobs.message("hello");

        annas.hangUp();
        bobHears.next("ended by peer");
        annaHears.next("ended");
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "MESSAGE", "NONSENSE"})
    void whoTakesNothingNewSaysSoToAllAndGoesOnWithTheCallsThatItHas(String method) throws Exception {
        Leg annas = annaCalls(Optional.of("annas offer"));
        atBobs().accept("bobs answer", bobHears);
        annaHears.next("answered bobs answer");
        annas.acknowledge(Optional.empty());
        bobHears.next("acknowledged -");

        bob.takeNewRequests(false);

        SipResponse turnedAway = anna.send(
                        new SipRequest(method, "sip:bob@127.0.0.1:" + bobsPort, Map.of(), Optional.empty(), ""))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(turnedAway.status()).isEqualTo(503);
        assertThat(turnedAway.headers()).containsEntry("Retry-After", List.of("5"));
        annaCalls(Optional.of("another offer"));
        annaHears.next("failed 503");
        annas.info("application/dtmf-relay", "Signal=5");
        bobHears.next("info application/dtmf-relay Signal=5");
        annas.hangUp();
        bobHears.next("ended by peer");
        annaHears.next("ended");
        assertThat(bobsCalls).isEmpty();

        bob.takeNewRequests(true);

        annaCalls(Optional.of("a third offer"));
        atBobs().refuse(486, Map.of());
        annaHears.next("failed 486");
        nothingIsLeft();
    }
}
