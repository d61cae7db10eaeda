package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.UserAgent.Holdings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIPp's own scenarios against the agent, over UDP and TCP. */
@Execution(ExecutionMode.CONCURRENT)
class CallsWithSippTest {

    private static final int CALLS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 4000 RTP/AVP 0\r\n";

    private final int port = Ports.free();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final JainUserAgent agent = new JainUserAgent(Agents.settings(
            "sipps-peer",
            Duration.ofMillis(100),
            new Listen("UDP", "127.0.0.1", port),
            new Listen("TCP", "127.0.0.1", port)));

    @BeforeEach
    void start() {
        agent.start();
        agent.onCall(call -> {
            call.progress(180, Optional.empty());
            call.accept(SDP, new Ending());
        });
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    private class Ending implements LegListener {

        @Override
        public void answered(Optional<String> sdp) {}

        @Override
        public void failed(int status, Optional<Integer> q850) {}

        @Override
        public void renegotiated(Optional<String> sdp) {}

        @Override
        public void renegotiationFailed(int status) {}

        @Override
        public void offered(Optional<String> offer) {}

        @Override
        public void acknowledged(Optional<String> sdp) {
            sdp.ifPresent(answer -> answers.incrementAndGet());
        }

        @Override
        public void ended(boolean byPeer) {
            ended.incrementAndGet();
        }
    }

    /** Places a call and hangs up once it is answered. */
    private void callAndHangUp(int to, String transport) {
        AtomicReference<Leg> placed = new AtomicReference<>();
        placed.set(agent.place(
                new OutgoingCall(
                        "sip:service@127.0.0.1:" + to + ";transport=" + transport,
                        "sip:ringback@127.0.0.1",
                        Optional.empty(),
                        Optional.of(SDP),
                        Map.of(),
                        Duration.ofSeconds(30)),
                new Ending() {
                    @Override
                    public void answered(Optional<String> sdp) {
                        sdp.ifPresent(answer -> answers.incrementAndGet());
                        await().until(() -> placed.get() != null);
                        placed.get().acknowledge(Optional.empty());
                        placed.get().hangUp();
                    }
                }));
    }

    private void nothingIsLeft() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new Holdings(0, 0, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource({"udp, u1", "tcp, t1"})
    void takesTheCallsOfItsUac(String transport, String sippTransport) {
        try (Sipp uac = Sipp.builtIn("uac")
                .with("-t", sippTransport)
                .service("ringback")
                .calls(CALLS)
                .perSecond(25)
                .to(port)) {
            uac.awaitSuccess(PATIENCE);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ended).hasValue(CALLS));
        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"udp, u1", "tcp, t1"})
    void callsItsUas(String transport, String sippTransport) {
        try (Sipp uas = Sipp.builtIn("uas")
                // An ACK that its own repeated 200 asks for would end its call.
                .with("-default_behaviors", "all,-abortunexp")
                .with("-t", sippTransport)
                .calls(CALLS)
                .listening()) {
            for (int call = 0; call < CALLS; call++) {
                callAndHangUp(uas.port(), transport);
            }
            uas.awaitSuccess(PATIENCE);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ended).hasValue(CALLS));
        assertThat(answers).hasValue(CALLS);
        nothingIsLeft();
    }

    /** SIPp is the controller of RFC 3725, and we are both phones: one is asked for an offer, the other gets it. */
    @Test
    void isBothEndsOfItsThirdPartyCallControl() {
        int talk = Ports.free();
        try (Sipp b = Sipp.builtIn("3pcc-C-B").threePcc(talk).calls(1).to(port);
                Sipp a = Sipp.builtIn("3pcc-C-A").threePcc(talk).calls(1).to(port)) {
            a.awaitSuccess(PATIENCE);
            b.awaitSuccess(PATIENCE);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ended).hasValue(2));
        assertThat(answers).as("SDP in the ACK to our offer").hasValue(1);
        nothingIsLeft();
    }
}
