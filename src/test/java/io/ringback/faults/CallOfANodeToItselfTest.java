package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The synthetic call through the switch of {@code deploy/kamailio}: all the way, and with a switch that is set wrongly or gone. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class CallOfANodeToItselfTest {

    private static final String DOMAIN = "ringback.example";
    private static final int SIP_PORT = Ports.free();
    private static final int SWITCH_PORT = Ports.free();
    private static final int MEDIA_PORTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final Peers peers = new Peers();

    private static Installation installation;

    @BeforeAll
    static void aNodeThatCallsEveryTwoSeconds() throws IOException {
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        installation = Installation.ofItsOwn(
                "synthetic-call",
                Map.ofEntries(
                        Map.entry("ringback.sip.proxy", "sip:127.0.0.1:" + SWITCH_PORT),
                        Map.entry("ringback.sip.listen", "udp:127.0.0.1:" + SIP_PORT),
                        Map.entry("ringback.sip.domain", DOMAIN),
                        Map.entry("ringback.sip.account", "ringback"),
                        Map.entry("ringback.sip.password", "secret"),
                        Map.entry("ringback.connections.number", "ringback"),
                        Map.entry("ringback.switch-check.caller", "sip:check1@" + DOMAIN),
                        Map.entry("ringback.switch-check.callee", "sip:check2@" + DOMAIN),
                        Map.entry("ringback.synthetic-call.every", "2s"),
                        Map.entry("ringback.synthetic-call.listen", "udp:127.0.0.1:" + Ports.free(4)),
                        Map.entry("ringback.synthetic-call.caller-password", "secret1"),
                        Map.entry("ringback.synthetic-call.callee-password", "secret2"),
                        Map.entry("ringback.synthetic-call.told-within", "3s"),
                        Map.entry("ringback.speech.enabled", "false"),
                        Map.entry("ringback.announcement.listen", "127.0.0.1:" + Ports.free()),
                        Map.entry(
                                "ringback.announcement.media-ports",
                                firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1))));
        installation.node();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @BeforeEach
    void noCallsYet() {
        installation.jdbc().sql("delete from synthetic_call").update();
    }

    private Kamailio kamailio(Map<String, String> further) {
        Kamailio.Configuration configuration = Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + SIP_PORT + "\"")
                .define("RINGBACK_PORT", Integer.toString(SIP_PORT))
                .define("FLOOD", "500")
                .user("check1", "secret1")
                .user("check2", "secret2")
                .user("ringback", "secret");
        for (Map.Entry<String, String> define : further.entrySet()) {
            configuration = configuration.define(define.getKey(), define.getValue());
        }
        return peers.with(configuration.start(SWITCH_PORT));
    }

    private static void awaitOutcome(String outcome) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(installation
                        .jdbc()
                        .sql("select outcome || ' ' || detail from synthetic_call order by number desc limit 1")
                        .query(String.class)
                        .optional())
                .hasValueSatisfying(last -> assertThat(last).startsWith(outcome)));
    }

    private static long count(String table) {
        return installation
                .jdbc()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    @Test
    void itComesAllTheWayAndIsInNoFigure() {
        kamailio(Map.of());

        awaitOutcome("CONNECTED");

        assertThat(count("failed_call_case")).as("cases").isZero();
        assertThat(count("connection")).as("connections of cases").isZero();
        assertThat(count("outbound_message")).as("messages").isZero();
    }

    @Test
    void aSwitchThatDoesNotTellIsSeen() {
        kamailio(Map.of("TOLD", "\"404|408|480|500|603\""));

        awaitOutcome("NOT_TOLD Nothing was told within 3 s.");
    }

    @Test
    void aSwitchThatIsGoneIsSeen() {
        awaitOutcome("NOT_REGISTERED The switch at sip:127.0.0.1:" + SWITCH_PORT + " does not register check1");
    }

    @Test
    void aCallThatDoesNotComeToItsOwnPhoneIsNotFollowedByAConnection() {
        // The switch puts calls of check2 through to Ringback's own number, which answers.
        kamailio(Map.of("RINGBACK_USER", "\"check2\""));

        awaitOutcome("ELSEWHERE The call ended with 200.");
    }
}
