package io.ringback.telephony.diversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Baresip;
import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration in {@code deploy/kamailio} with two nodes of Ringback, one of which is in some trouble. */
@BesideOthers
class SwitchWithNodesTest {

    private static final String DOMAIN = "ringback.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Enough that the switch begins with each node in turn. */
    private static final int SOME = 4;

    /** What could not be told is not told again in the time of a test. */
    private static final Map<String, String> AT_ONCE = Map.of("TELL_AGAIN", "\"name=tellAgain;interval=600;mode=1;\"");

    /** For who says nothing; of others no test finds that they are only slow. */
    private static final Map<String, String> SILENT = Map.of("LONGEST_NODE_SILENCE", "3000");

    @TempDir
    private Path folder;

    @RegisterExtension
    final Peers peers = new Peers();

    private Kamailio kamailio;

    private ListeningRingback node() {
        return peers.with(new ListeningRingback(Ports.free()));
    }

    private void start(int one, int other, Map<String, String> further) throws IOException {
        startWith("""
                # A comment
                1 sip:ringback@127.0.0.1:%d 0 0
                1 sip:ringback@127.0.0.1:%d 0 0
                """.formatted(one, other), one, further);
    }

    private void startWith(String nodes, int port, Map<String, String> further) throws IOException {
        Path list = Files.writeString(folder.resolve("dispatcher.list"), nodes);
        kamailio = peers.with(KamailioTest.start(
                port,
                with(
                        Map.of(
                                "WITH_NODES",
                                "1",
                                "NODES",
                                "\"" + list.toAbsolutePath() + "\"",
                                "ASK_NODES",
                                "1",
                                "LONGEST_NODE_SILENCE",
                                "15000"),
                        further)));
    }

    /** Bob has no phone, so the call fails; and so it ends, whatever becomes of Ringback. */
    private void annaCallsBob() {
        assertThat(annaSends("INVITE", "bob")).startsWith("SIP/2.0 480");
    }

    /** The final response; from a port of its own, as the switch repeats what it has answered to earlier ones. */
    private String annaSends(String method, String to) {
        try (HandmadePhone anna = new HandmadePhone(kamailio)) {
            return anna.send(
                    "anna",
                    HandmadePhone.invite(kamailio, to, kamailio.uri("anna"), "").replace("INVITE", method));
        }
    }

    private void annaCallsBobSomeTimes() {
        for (int call = 0; call < SOME; call++) {
            annaCallsBob();
        }
    }

    private static Stream<String> methods(ListeningRingback node) {
        return node.heard().stream().map(heard -> heard.request().method());
    }

    private void nothingWasKept() {
        assertThat(kamailio.log())
                .doesNotContain("it is told again")
                .doesNotContain("anna")
                .doesNotContain("sip:bob");
    }

    @Test
    void eachHasItsShare() throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        start(one.port(), other.port(), AT_ONCE);

        annaCallsBobSomeTimes();

        assertThat(methods(one)).hasSize(SOME / 2).containsOnly("INVITE");
        assertThat(methods(other)).hasSize(SOME / 2).containsOnly("INVITE");
        assertThat(one.heard().get(0).request().uri()).isEqualTo("sip:ringback@127.0.0.1:" + one.port());
        assertThat(other.heard().get(0).request().uri()).isEqualTo("sip:ringback@127.0.0.1:" + other.port());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void whatOneCannotTakeTheOtherTakesAtOnce(int status) throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        start(one.port(), other.port(), AT_ONCE);
        one.answerAll(status);

        annaCallsBobSomeTimes();

        assertThat(one.asked()).as("begun with this one").isPositive();
        assertThat(one.heard()).isEmpty();
        assertThat(methods(other)).hasSize(SOME).containsOnly("INVITE");
        nothingWasKept();
    }

    @Test
    void oneThatSaysItTakesNoCallsIsNotAskedUntilItDoes() throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        one.answerOptions(503);
        start(one.port(), other.port(), AT_ONCE);

        await().atMost(PATIENCE).until(() -> {
            int before = one.asked();
            annaCallsBobSomeTimes();
            return one.asked() == before;
        });
        nothingWasKept();

        one.answerOptions(200);
        await().atMost(PATIENCE).until(() -> {
            int before = one.asked();
            annaCallsBobSomeTimes();
            return one.asked() > before;
        });
    }

    @Test
    void oneThatSaysNothingGetsNoCallsUntilItIsBack() throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        one.fallSilent(true);
        start(one.port(), other.port(), with(AT_ONCE, SILENT));

        annaCallsBob();
        annaCallsBob();
        assertThat(one.asked()).as("of two calls").isEqualTo(1);
        annaCallsBobSomeTimes();
        assertThat(one.asked()).as("of those that follow").isEqualTo(1);
        assertThat(methods(other)).hasSize(2 + SOME).containsOnly("INVITE");
        nothingWasKept();

        one.fallSilent(false);
        await().atMost(PATIENCE).until(() -> {
            annaCallsBob();
            return !one.heard().isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE"})
    void whereNoConnectionCanBeHadTheOtherIsAskedAtOnce(String method) throws IOException {
        ListeningRingback other = node();
        startWith("""
                1 sip:ringback@127.0.0.1:%d;transport=tcp 0 0
                1 sip:ringback@127.0.0.1:%d 0 0
                """.formatted(Ports.free(), other.port()), other.port(), with(AT_ONCE, Map.of("ASK_NODES", "600")));

        annaSends(method, method.equals("INVITE") ? "bob" : "ringback1");
        annaSends(method, method.equals("INVITE") ? "bob" : "ringback1");

        assertThat(methods(other)).hasSize(2).containsOnly(method);
        assertThat(kamailio.log()).containsOnlyOnce("transport=tcp takes no calls now");
        nothingWasKept();
    }

    @Test
    void whatNobodyTakesIsToldLaterAndNobodyWaitsForTheDead() throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        one.fallSilent(true);
        other.fallSilent(true);
        start(one.port(), other.port(), SILENT);

        annaCallsBob();
        annaCallsBob();
        assertThat(one.asked()).isEqualTo(1);
        assertThat(other.asked()).isEqualTo(1);

        other.fallSilent(false);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(other.heard().stream()
                        .map(heard -> heard.reading().call().get("id")))
                .doesNotHaveDuplicates()
                .hasSize(2));
        assertThat(methods(other)).containsOnly("PUBLISH");
    }

    @ParameterizedTest
    @CsvSource({"500, false", "503, false", "0, true"})
    void whatHappenedIsPublishedToTheOtherAtOnce(int status, boolean silent) throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        start(one.port(), other.port(), with(AT_ONCE, Map.of("LONGEST_SILENCE", "1000", "ASK_NODES", "600")));
        one.answerAll(status);
        one.fallSilent(silent);
        Baresip caller = peers.with(KamailioTest.phone("anna", 440, kamailio));
        Baresip bob = peers.with(KamailioTest.phone("bob", 440, kamailio));

        for (int call = 1; call <= 2; call++) {
            int expected = call;
            caller.dial(kamailio.uri("bob"));
            bob.awaitRinging();
            caller.hangUp();
            bob.awaitOver();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(methods(other)).hasSize(expected));
        }

        assertThat(methods(other)).containsOnly("PUBLISH");
        assertThat(one.asked()).as("begun with this one").isEqualTo(1);
        assertThat(one.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, false", "503, false", "0, true"})
    void aTextReachesTheOther(int status, boolean silent) throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        start(one.port(), other.port(), with(AT_ONCE, SILENT));
        one.answerAll(status);
        one.fallSilent(silent);

        for (int text = 1; text <= 2; text++) {
            assertThat(annaSends("MESSAGE", "ringback1")).doesNotStartWith("SIP/2.0 5");
        }

        assertThat(methods(other)).hasSize(2).containsOnly("MESSAGE");
        assertThat(one.asked()).as("begun with this one").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE", "SUBSCRIBE"})
    void theAddressOfANodeBeginsNothing(String method) throws IOException {
        ListeningRingback other = node();
        start(node().port(), other.port(), AT_ONCE);

        other.send(
                kamailio.port(),
                HandmadePhone.invite(
                                kamailio,
                                "carol",
                                kamailio.uri("ringback"),
                                "P-Asserted-Identity: <sip:anna@ringback.example>\n")
                        .replace("INVITE", method));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(other.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 407")));
    }

    /** The switch was started anew meanwhile, and has not seen the dialog begin. */
    @Test
    void eachNodeIsKnownInItsDialogsAndNobodyElse() throws IOException {
        ListeningRingback one = node();
        ListeningRingback other = node();
        start(one.port(), other.port(), AT_ONCE);
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        assertThat(carol.send(
                        "carol", HandmadePhone.register(kamailio, "carol", "sip:carol@127.0.0.1:" + carol.port())))
                .startsWith("SIP/2.0 200");

        for (ListeningRingback node : List.of(one, other)) {
            carol.forget();
            node.send(kamailio.port(), inDialog("sip:carol@127.0.0.1:" + carol.port()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(carol.heard()).anyMatch(message -> message.startsWith("BYE")));
            int before = node.asked();
            carol.say(inDialog("sip:ringback@127.0.0.1:" + node.port()));
            await().atMost(PATIENCE).until(() -> node.asked() > before);
        }

        carol.forget();
        for (String target : List.of(
                "sip:carol@127.0.0.1:" + carol.port(), "sip:ringback@127.0.0.1:" + other.port(), "sip:x@localhost")) {
            HandmadePhone stranger = peers.with(new HandmadePhone(kamailio));
            stranger.say(inDialog(target));
            assertThat(stranger.finalResponse(1)).startsWith("SIP/2.0 481");
        }
        carol.say(inDialog("sip:ringback@localhost:" + other.port()));
        assertThat(carol.finalResponse(1)).as("no name is looked up").startsWith("SIP/2.0 481");
    }

    private String inDialog(String target) {
        return """
                BYE %1$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%2$s;rport
                Max-Forwards: 70
                Route: <sip:127.0.0.1:%3$d;lr>
                From: <sip:one@%4$s>;tag=1
                To: <sip:two@%4$s>;tag=2
                Call-ID: %2$s
                CSeq: 1 BYE
                Content-Length: 0

                """.formatted(target, UUID.randomUUID(), kamailio.port(), kamailio.domain());
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(others);
        return all;
    }
}
