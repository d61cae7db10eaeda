package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.announcement.Listener.Rtp;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole server, called by SIPp and by call control's own user agent. */
@BesideOthers
class AnnouncementOverSipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = Ports.free();
    private UserAgent agent;
    private AnnouncementServer server;
    private UserAgent control;
    private Listener listener;

    @BeforeEach
    void start() throws IOException {
        SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 10, Clock.systemUTC());
        int media = Ports.free(100);
        agent = new JainUserAgent(SipSettings.of("annc", new SipSettings.Listen("UDP", "127.0.0.1", port)));
        server = new AnnouncementServer(
                agent,
                new Prompts(Optional.empty(), "en", spoken, Optional.empty()),
                new RtpPorts(InetAddress.getLoopbackAddress(), media, media + 99),
                MediaHosts.of(List.of()),
                "127.0.0.1",
                new AnnouncementServer.Limits(40, Duration.ofMinutes(1)),
                Clock.systemUTC());
        server.start();
        control =
                new JainUserAgent(SipSettings.of("control", new SipSettings.Listen("UDP", "127.0.0.1", Ports.free())));
        control.start();
        listener = new Listener();
    }

    @AfterEach
    void nothingIsLeft() {
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(agent.holdings().legs()).isZero());
            assertThat(server.playing()).isZero();
            assertThat(server.portsInUse()).isZero();
        } finally {
            control.close();
            server.close();
            listener.close();
        }
    }

    @Test
    void sippHearsTheSignalAndIsHungUpOn() throws Exception {
        try (Sipp sipp = Sipp.scenario("annc.xml")
                .key("parameters", "play=file:prompts/signal.wav")
                .key("media", Integer.toString(listener.port()))
                .calls(1)
                .to(port)) {
            sipp.awaitSuccess(PATIENCE);
        }

        byte[] signal =
                Codec.PCMA.encode(Wav.samples(Files.readAllBytes(Path.of("src/main/resources/prompts/signal.wav"))));
        await().until(() -> listener.packets().size() == signal.length / Codec.FRAME);
        assertThat(listener.sound()).isEqualTo(signal);
    }

    @Test
    void manyListenAtTheSameTime() {
        try (Sipp sipp = Sipp.scenario("annc.xml")
                .key("parameters", "play=file:prompts/signal.wav;duration=1000")
                .key("media", Integer.toString(listener.port()))
                .calls(60)
                .perSecond(30)
                .to(port)) {
            sipp.awaitSuccess(PATIENCE);
        }

        await().until(() -> listener.packets().size() == 60 * 50);
        assertThat(listener.packets().stream().map(Rtp::ssrc).distinct()).hasSize(60);
    }

    @Test
    void callControlTakesTheOfferHandsInAnAnswerAndReleasesIt() {
        Called called = new Called(Optional.of(listener.sdp()));
        Leg leg = call(";play=file:prompts/calling-caller.wav;locale=sv;repeat=forever", called);

        await().atMost(PATIENCE).until(() -> listener.packets().size() > 10);
        assertThat(called.offer.get()).contains("RTP/AVP 8 0 101");
        leg.hangUp();

        await().atMost(PATIENCE).untilTrue(called.over);
        await().atMost(PATIENCE).until(() -> server.portsInUse() == 0);
    }

    @Test
    void callControlPutsTheListenerOnHoldAndBack() {
        Called called = new Called(Optional.of(listener.sdp()));
        Leg leg = call(";play=file:prompts/signal.wav;repeat=forever", called);
        await().atMost(PATIENCE).until(() -> listener.packets().size() > 10);

        leg.offer(Optional.of(listener.sdp("inactive")));
        await().atMost(PATIENCE).until(() -> called.offer.get().contains("a=inactive"));
        int heard = listener.packets().size();
        await().during(Duration.ofMillis(200)).until(() -> listener.packets().size() <= heard + 2);
        leg.offer(Optional.of(listener.sdp("recvonly")));

        await().atMost(PATIENCE).until(() -> listener.packets().size() > heard + 10);
        assertThat(called.offer.get()).contains("a=sendonly");
        leg.hangUp();
    }

    @Test
    void whoTakesTheAnnouncementWithoutAnAnswerIsHungUpOn() {
        Called called = new Called(Optional.empty());
        call(";play=file:prompts/signal.wav", called);

        await().atMost(PATIENCE).untilTrue(called.over);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        ";play=file:prompts/none.wav, 404",
        ";play=http://192.0.2.1/a.wav, 403",
        ";play=file:prompts/%2e%2e/a.wav, 404",
        ";play=file:prompts/signal.wav;repeat=0, 400",
    })
    void whatCannotBePlayedIsRefused(String parameters, int status) {
        Called called = new Called(Optional.empty());
        call(parameters, called);

        await().atMost(PATIENCE).untilAtomic(called.status, org.hamcrest.Matchers.equalTo(status));
    }

    private Leg call(String parameters, Called called) {
        Leg leg = control.place(
                new OutgoingCall(
                        "sip:annc@127.0.0.1:" + port + parameters,
                        "sip:ringback@127.0.0.1",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Duration.ofSeconds(10)),
                called);
        called.leg.set(leg);
        return leg;
    }

    /** Call control's side of the leg. */
    private static final class Called implements LegListener {

        private final Optional<String> answer;
        private final AtomicReference<Leg> leg = new AtomicReference<>();
        private final AtomicReference<String> offer = new AtomicReference<>("");
        private final AtomicInteger status = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();

        private Called(Optional<String> answer) {
            this.answer = answer;
        }

        @Override
        public void answered(Optional<String> sdp) {
            offer.set(sdp.orElseThrow());
            await().until(() -> leg.get() != null);
            leg.get().acknowledge(answer);
        }

        @Override
        public void failed(int refused, Optional<Integer> q850) {
            status.set(refused);
        }

        @Override
        public void renegotiated(Optional<String> sdp) {
            offer.set(sdp.orElseThrow());
            leg.get().acknowledge(Optional.empty());
        }

        @Override
        public void renegotiationFailed(int refused) {
            status.set(refused);
        }

        @Override
        public void offered(Optional<String> sdp) {
            leg.get().refuse(488);
        }

        @Override
        public void ended(boolean byPeer) {
            over.set(true);
        }
    }
}
