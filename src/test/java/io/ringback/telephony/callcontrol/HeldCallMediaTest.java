package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.failedcall.Verdict;
import io.ringback.peers.Ports;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.InOrder;
import io.ringback.protocol.sip.Leg;
import io.ringback.protocol.sip.LegListener;
import io.ringback.protocol.sip.OutgoingCall;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.announcement.AnnouncementServerAlone;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A call answered on the spot whose caller holds, resumes, moves and wants fax: on the wire, with the built-in media server. */
@BesideOthers
class HeldCallMediaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String HOST = "127.0.0.1";

    private final PlayedScript script = new PlayedScript()
            .onOpening(turn("calling-caller", Then.ASK))
            .on('3', turn("calling-caller", Then.HANG_UP));
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final int port = Ports.free();
    private final UserAgent agent = RealLine.agent(port, Optional.empty());
    private final UserAgent anna = RealLine.agent(Ports.free(), Optional.empty());
    private final Anna hears = new Anna();
    private ConfigurableApplicationContext server;
    private CallThreads timers;
    private volatile boolean over;

    @BeforeEach
    void start() {
        int serverPort = Ports.free();
        int media = Ports.free(4);
        server = AnnouncementServerAlone.run(
                "--listen=" + HOST + ":" + serverPort, "--media-ports=" + media + "-" + (media + 3));
        timers = new CallThreads("held-call-media", () -> {});
        agent.onCall(call -> {
            HeldCall held = new HeldCall(call, 486, false);
            dialogue(serverPort, held).answer(held, Role.CALLER);
        });
        agent.start();
        anna.start();
    }

    @AfterEach
    void stop() {
        anna.close();
        await().atMost(PATIENCE).until(() -> over);
        agent.close();
        server.close();
        timers.end(() -> true);
        threads.shutdownNow();
    }

    private Dialogue dialogue(int ivr, HeldCall held) {
        BlackHoleDescription hole = new BlackHoleDescription(HOST, Ports.free());
        AgentParties phones = new AgentParties(
                agent,
                Map.of(Role.IVR, "sip:ivr@" + HOST + ":" + ivr),
                Map.of(),
                Optional.empty(),
                Map.of(),
                "sip:ringback@" + HOST,
                "Ringback",
                hole,
                HOST,
                Scene.LIMITS);
        PartyMaker parties = (role, listener, serial) -> role == Role.CALLER
                ? new Party(
                        role,
                        (party, none) -> new HeldLeg(held, new Ear(party, serial), timers),
                        HOST,
                        hole,
                        line -> false,
                        listener)
                : phones.make(role, listener, serial);
        return new Dialogue(
                parties,
                DialogueScene.LIMITS,
                timers,
                new AtOnce(),
                new Unanswered(ending -> new Verdict.Nothing(), Clock.systemUTC()),
                new InOrder(threads),
                () -> over = true);
    }

    @Test
    void theCallerHoldsResumesMovesAndIsRefusedWhatIsNoSpeech() throws Exception {
        try (Sound first = new Sound();
                Sound second = new Sound()) {
            Leg leg = anna.place(
                    new OutgoingCall(
                            "sip:ringback@" + HOST + ":" + port,
                            "sip:anna@" + HOST,
                            Optional.empty(),
                            Optional.of(first.offer("sendrecv")),
                            Map.of(),
                            Duration.ofSeconds(10)),
                    hears);
            assertThat(hears.next()).startsWith("answered").contains("a=sendrecv");
            leg.acknowledge(Optional.empty());
            await().atMost(PATIENCE).until(() -> first.heard() > 5);

            for (String[] hold : new String[][] {{"sendonly", "a=recvonly"}, {"inactive", "a=inactive"}}) {
                assertThat(offer(leg, first.offer(hold[0])))
                        .startsWith("agreed")
                        .contains(hold[1]);
                assertThat(offer(leg, first.offer("sendrecv")))
                        .startsWith("agreed")
                        .contains("a=sendrecv");
            }
            int resumed = first.heard();
            await().atMost(PATIENCE).until(() -> first.heard() > resumed + 5);

            String session = first.offer("sendrecv").replaceFirst("(?s)m=audio.*", "");
            assertThat(offer(leg, session + "m=image 4010 udptl t38\r\n")).isEqualTo("refused 488");
            assertThat(offer(leg, session + "m=audio 0 RTP/AVP 8\r\nm=image 4010 udptl t38\r\n"))
                    .isEqualTo("refused 488");
            assertThat(offer(leg, session + "m=audio 4000 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"))
                    .isEqualTo("refused 488");

            assertThat(offer(leg, second.offer("sendrecv")))
                    .startsWith("agreed")
                    .contains("a=sendrecv");
            second.press(3, server(hears.last));
            await().atMost(PATIENCE).until(() -> script.told.contains("pressed 3"));
            await().atMost(PATIENCE).until(() -> second.heard() > 5);
            await().atMost(PATIENCE).until(() -> over);
            assertThat(script.told).containsExactly("opening", "pressed 3", "over FINISHED");
        }
    }

    private String offer(Leg leg, String sdp) throws InterruptedException {
        leg.offer(Optional.of(sdp));
        String heard = hears.next();
        if (heard.startsWith("agreed")) {
            leg.acknowledge(Optional.empty());
        }
        return heard;
    }

    private static int server(String sdp) {
        return Integer.parseInt(sdp.replaceFirst("(?s).*m=audio (\\d+) .*", "$1"));
    }

    /** What Anna's phone hears of its call. */
    private static final class Anna implements LegListener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private volatile String last = "";

        private String next() throws InterruptedException {
            String event = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        }

        @Override
        public void answered(Optional<String> sdp) {
            events.add("answered " + sdp.orElse(""));
        }

        @Override
        public void failed(int status, Optional<Integer> q850) {
            events.add("failed " + status);
        }

        @Override
        public void renegotiated(Optional<String> sdp) {
            last = sdp.orElse("");
            events.add("agreed " + last);
        }

        @Override
        public void renegotiationFailed(int status) {
            events.add("refused " + status);
        }

        @Override
        public void offered(Optional<String> offer) {
            events.add("offered");
        }

        @Override
        public void ended(boolean byPeer) {
            events.add("ended");
        }
    }

    /** A port for sound, which counts what comes. */
    private static final class Sound implements AutoCloseable {

        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final AtomicInteger packets = new AtomicInteger();

        private Sound() throws IOException {
            Thread ear = new Thread(this::listen, "sound");
            ear.setDaemon(true);
            ear.start();
        }

        private void listen() {
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            try {
                while (true) {
                    socket.receive(packet);
                    packets.incrementAndGet();
                }
            } catch (IOException closed) {
                // The test is over.
                return;
            }
        }

        private int heard() {
            return packets.get();
        }

        private String offer(String direction) {
            return "v=0\r\no=anna 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                    + socket.getLocalPort() + " RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=" + direction
                    + "\r\n";
        }

        private void press(int key, int to) throws IOException {
            byte[] event = ByteBuffer.allocate(16)
                    .put((byte) 0x80)
                    .put((byte) (0x80 | 101))
                    .putShort((short) 1)
                    .putInt(1000)
                    .putInt(7)
                    .put((byte) key)
                    .put((byte) 10)
                    .putShort((short) 160)
                    .array();
            socket.send(new DatagramPacket(event, event.length, InetAddress.getLoopbackAddress(), to));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Tells the script at once. */
    private final class AtOnce implements Prompter {

        @Override
        public void next(Cue cue, Consumer<Optional<Turn>> then) {
            threads.execute(() -> then.accept(Optional.of(script.next(cue))));
        }

        @Override
        public void moved(Dialogue.State state, Map<Role, DialogIdentity> calls) {}

        @Override
        public void over(Script.End end) {
            script.over(end);
        }

        @Override
        public void missed() {}

        @Override
        public void ended() {}
    }
}
