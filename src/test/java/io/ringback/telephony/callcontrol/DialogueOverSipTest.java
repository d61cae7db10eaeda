package io.ringback.telephony.callcontrol;

import static io.ringback.telephony.callcontrol.PlayedScript.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.failedcall.Verdict;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import io.ringback.protocol.sdp.BlackHoleDescription;
import io.ringback.protocol.sip.DialogIdentity;
import io.ringback.protocol.sip.InOrder;
import io.ringback.protocol.sip.UserAgent;
import io.ringback.telephony.announcement.AnnouncementServerAlone;
import io.ringback.telephony.callcontrol.Party.Role;
import io.ringback.telephony.callcontrol.Turn.Then;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Voice calls on the wire: SIPp plays phones and odd servers; the prompt-and-collect server is the built-in one. */
@BesideOthers
class DialogueOverSipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String HOST = "127.0.0.1";
    private static final int MEDIA_PORTS = 20;
    private static int serverPort;
    private static ConfigurableApplicationContext server;

    @RegisterExtension
    final Peers peers = new Peers();

    private final PlayedScript script = new PlayedScript().on('3', turn("calling-caller", Then.HANG_UP));
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final int port = Ports.free();
    private final UserAgent agent = RealLine.agent(port, Optional.empty());
    private CallThreads timers;
    private volatile boolean over;

    @BeforeAll
    static void startServer() {
        serverPort = Ports.free();
        int media = Ports.free(MEDIA_PORTS);
        server = AnnouncementServerAlone.run(
                "--listen=" + HOST + ":" + serverPort, "--media-ports=" + media + "-" + (media + MEDIA_PORTS - 1));
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() {
        timers = new CallThreads("dialogues", () -> {});
        agent.start();
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(PATIENCE).until(() -> over);
        assertThat(timers.waiting()).isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.holdings()).isEqualTo(new UserAgent.Holdings(0, 0, 0, 0)));
        agent.close();
        timers.end(() -> true);
        threads.shutdownNow();
    }

    private Dialogue dialogue(String phone, int ivr, Optional<HeldCall> held) {
        BlackHoleDescription hole = new BlackHoleDescription(HOST, Ports.free());
        AgentParties phones = new AgentParties(
                agent,
                Map.of(Role.CALLEE, phone, Role.IVR, "sip:ivr@" + HOST + ":" + ivr),
                Map.of(),
                Optional.empty(),
                Map.of(),
                "sip:ringback@" + HOST,
                "Ringback",
                hole,
                HOST,
                Scene.LIMITS);
        PartyMaker parties = (role, hears, serial) -> role == Role.CALLER
                ? new Party(
                        role,
                        (party, none) -> new HeldLeg(held.orElseThrow(), new Ear(party, serial), timers),
                        HOST,
                        hole,
                        line -> false,
                        hears)
                : phones.make(role, hears, serial);
        return new Dialogue(
                parties,
                DialogueScene.LIMITS,
                timers,
                new Aside(),
                new Unanswered(ending -> new Verdict.Nothing(), Clock.systemUTC()),
                new InOrder(threads),
                () -> over = true);
    }

    private Sipp call(Scenario bobs, int ivr) {
        Sipp bob = peers.with(bobs.once().listening());
        dialogue("sip:bob@" + HOST + ":" + bob.port(), ivr, Optional.empty()).call();
        return bob;
    }

    private static Scenario joined() {
        return new Scenario()
                .invited()
                .rings()
                .answers(Scenario.SPEECH)
                .acknowledged()
                .invited()
                .answers(Scenario.SPEECH)
                .acknowledged();
    }

    private void awaitTold(String... lines) {
        await().atMost(PATIENCE).until(() -> over);
        assertThat(script.told).containsExactly(lines);
    }

    @Test
    void aKeyByInfoIsTheServersAndItsResponseTheScripts() {
        Sipp bob = call(joined().waits(300).presses('3').hungUp(), serverPort);

        awaitTold("opening", "pressed 3", "over FINISHED");
        bob.awaitSuccess(PATIENCE);
        assertThat(bob.messages()).contains("From: \"Ringback\" <sip:ringback@127.0.0.1>");
    }

    @Test
    void aPhoneThatHangsUpIsNotSpokenToAnyMore() {
        Sipp bob = call(joined().waits(300).hangsUp(), serverPort);

        awaitTold("opening", "over HUNG_UP");
        bob.awaitSuccess(PATIENCE);
    }

    @Test
    void aServerWithoutTheServiceIsAFailure() {
        Sipp other = peers.with(new Scenario().invited().refuses(404).once().listening());

        Sipp bob = call(
                new Scenario().invited().answers(Scenario.SPEECH).acknowledged().hungUp(), other.port());

        awaitTold("over FAILED");
        bob.awaitSuccess(PATIENCE);
    }

    @Test
    void aServerThatTakesNoInfoIsAFailure() {
        Sipp other = peers.with(new Scenario()
                .invited()
                .answers(Scenario.SPEECH)
                .acknowledged()
                .refusesInfo(405)
                .hungUp()
                .once()
                .listening());

        Sipp bob = call(joined().hungUp(), other.port());

        awaitTold("opening", "over FAILED");
        bob.awaitSuccess(PATIENCE);
        other.awaitSuccess(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"held.xml", "held-reliably.xml"})
    void aHeldCallIsSpokenToByEarlyMediaAndRefusedInTheEnd(String scenario) {
        script.onOpening(turn("signal", Then.HANG_UP));
        agent.onCall(call -> {
            HeldCall held = new HeldCall(call, 486, true);
            dialogue("sip:nobody@" + HOST, serverPort, Optional.of(held)).answer(held, Role.CALLER);
        });

        Sipp anna =
                peers.with(Sipp.scenario(scenario).key("status", 486).calls(1).to(port));

        awaitTold("opening", "over FINISHED");
        anna.awaitSuccess(PATIENCE);
    }

    /** Tells the script at once. */
    private final class Aside implements Prompter {

        private final Executor serial = new InOrder(threads);

        @Override
        public void next(Cue cue, Consumer<Optional<Turn>> then) {
            serial.execute(() -> then.accept(Optional.of(script.next(cue))));
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
