package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.directory.Preferences;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Sipp;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The switch of {@code deploy/kamailio} with two nodes on one database: one is killed while calls fail, then the other is stopped. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class SwitchWithTwoNodesTest {

    private static final String DOMAIN = "ringback.example";
    private static final String ANNA = "+46701740701";
    private static final String BOB = "+46701740702";
    private static final String CAROL = "+46701740703";
    private static final String DAVE = "+46701740704";
    private static final int CALLS = 40;
    private static final int MEDIA_PORTS = 20;

    @RegisterExtension
    static final Peers PEERS = new Peers();

    @TempDir
    private static Path folder;

    private static final int ONES_PORT = Ports.free();
    private static final int OTHERS_PORT = Ports.free();
    private static Kamailio kamailio;
    private static Installation installation;
    private static RunningRingback one;
    private static RunningRingback other;
    private static UUID annasId;

    @BeforeAll
    static void start() throws IOException {
        Path list = Files.writeString(folder.resolve("dispatcher.list"), """
                1 sip:ringback@127.0.0.1:%d
                1 sip:ringback@127.0.0.1:%d
                """.formatted(ONES_PORT, OTHERS_PORT));
        Kamailio.Configuration configuration = Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("WITH_NODES", "1")
                .define("NODES", "\"" + list.toAbsolutePath() + "\"")
                .define("FLOOD", "500")
                .user("ringback", "secret");
        for (String user : List.of(ANNA, BOB, CAROL, DAVE)) {
            configuration = configuration.user(user, "secret");
        }
        kamailio = PEERS.with(configuration.start());
        installation = PEERS.with(Installation.ofItsOwn("switch-one", settings(ONES_PORT)));
        one = installation.node();
        other = PEERS.with(installation.anotherNode(settings(OTHERS_PORT)));
        annasId = person(ANNA);
        List.of(BOB, CAROL, DAVE).forEach(SwitchWithTwoNodesTest::person);
        bothTakeCalls();
    }

    private static UUID person(String phone) {
        UUID id = UUID.randomUUID();
        Device device = new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + phone), "Phone");
        installation
                .directory()
                .save(new Person(id, phone, Locale.ENGLISH, ZoneId.of("UTC"), Preferences.UNSET, List.of(device)));
        return id;
    }

    private static Map<String, String> settings(int sipPort) {
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        return Map.ofEntries(
                Map.entry("ringback.sip.proxy", "sip:127.0.0.1:" + kamailio.port()),
                Map.entry("ringback.sip.domain", DOMAIN),
                Map.entry("ringback.sip.listen", "udp:127.0.0.1:" + sipPort),
                Map.entry("ringback.sip.account", "ringback"),
                Map.entry("ringback.sip.password", "secret"),
                Map.entry("ringback.connections.number", "+46812345678"),
                Map.entry("ringback.announcement.listen", "127.0.0.1:" + Ports.free()),
                Map.entry(
                        "ringback.announcement.media-ports", firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1)),
                Map.entry("ringback.voice.on-the-spot", "answer"),
                Map.entry("ringback.speech.enabled", "false"),
                Map.entry("ringback.quiet-hours", "never"));
    }

    private static Sipp.Run call(String scenario, String caller, String callee) {
        return Sipp.scenario(scenario)
                .key("caller", caller)
                .key("callee", callee)
                .key("domain", DOMAIN)
                .with("-auth_uri", callee + "@" + DOMAIN);
    }

    private static Sipp someCallsFail() {
        return PEERS.with(call("failing-call.xml", ANNA, BOB)
                .calls(CALLS)
                .perSecond(10)
                .untraced()
                .to(kamailio.port()));
    }

    /** Each has its share, so both are asked. */
    private static void bothTakeCalls() {
        await().atMost(Installation.PATIENCE).until(() -> {
            String log = kamailio.log();
            return Stream.of(ONES_PORT, OTHERS_PORT)
                    .allMatch(port -> log.lastIndexOf(":" + port + " takes calls again")
                            >= log.lastIndexOf(":" + port + " takes no calls now"));
        });
    }

    @Test
    void noCallIsLostAndNoneIsTwoWhileOneIsKilledAndTheOtherIsStopped() throws Exception {
        Sipp calls = someCallsFail();
        calls.await("SuccessfulCall(C)", CALLS / 4, Installation.PATIENCE);
        one.kill();
        calls.awaitSuccess(Installation.PATIENCE);
        eachIsACase(CALLS);
        try (DatagramSocket deadOnes = new DatagramSocket(ONES_PORT, InetAddress.getLoopbackAddress())) {
            someCallsFail().awaitSuccess(Installation.PATIENCE);
            // A CANCEL may still be repeated of a call that it had when it died.
            assertThat(whatComes(deadOnes)).contains("OPTIONS").doesNotContain("INVITE", "PUBLISH", "MESSAGE");
        }
        eachIsACase(2 * CALLS);

        one.start();
        bothTakeCalls();

        calls = someCallsFail();
        calls.await("SuccessfulCall(C)", CALLS / 4, Installation.PATIENCE);
        other.stop();
        calls.awaitSuccess(Installation.PATIENCE);
        eachIsACase(3 * CALLS);
        other.start();
        bothTakeCalls();
    }

    /**
     * Both nodes have some of the calls. Only the one that has a call answers its BYE with 200. A node that is too busy to speak refuses the
     * call.
     */
    @Test
    void whatIsSaidInACallReachesTheNodeThatHasIt() {
        Set<Integer> spoke = new HashSet<>();
        await().atMost(Installation.PATIENCE).until(() -> {
            try (Sipp call =
                    call("answered-failing-call.xml", CAROL, DAVE).calls(1).to(kamailio.port())) {
                boolean ended = call.exitStatus(Installation.PATIENCE) == 0;
                assertThat(call.messages()).doesNotContain("SIP/2.0 481");
                Stream.of(ONES_PORT, OTHERS_PORT)
                        .filter(port -> ended && call.messages().contains("Contact: <sip:ringback@127.0.0.1:" + port))
                        .forEach(spoke::add);
            }
            return spoke.size() == 2;
        });
    }

    private static void eachIsACase(int calls) {
        await().atMost(Installation.PATIENCE).untilAsserted(() -> assertThat(count("from failed_call_case c"))
                .isEqualTo(calls));
        assertThat(
                        count(
                                "from failed_call_case c join inbound_event e on e.case_id = c.id where e.kind = 'FAILED_CALL'"))
                .isEqualTo(calls);
    }

    /** How many rows of Anna's calls. */
    private static int count(String from) {
        return installation
                .jdbc()
                .sql("select count(*) " + from + (from.contains(" where ") ? " and" : " where") + " c.caller_id = ?")
                .param(annasId)
                .query(Integer.class)
                .single();
    }

    /** The methods of what comes until nothing has come for so long that the switch must have asked twice. */
    private static List<String> whatComes(DatagramSocket socket) throws IOException {
        List<String> methods = new ArrayList<>();
        socket.setSoTimeout(400);
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(packet);
                methods.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split(" ")[0]);
            }
        } catch (SocketTimeoutException e) {
            return methods;
        }
    }
}
