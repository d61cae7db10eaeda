package io.ringback.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.telephony.switchcheck.CheckSwitch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code bin/check-switch} with the switch of {@code deploy/kamailio} and a node: set rightly, and set wrongly. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class SwitchUnderCheckTest {

    private static final String DOMAIN = "ringback.example";
    private static final int SIP_PORT = Ports.free();
    private static final int SWITCH_PORT = Ports.free();
    private static final int MEDIA_PORTS = 20;

    @RegisterExtension
    final Peers peers = new Peers();

    private static Installation installation;

    private record Checked(int status, String report) {}

    @BeforeAll
    static void aNodeThatKnowsTheTestAccounts() throws IOException {
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        installation = Installation.ofItsOwn(
                "switch-under-check",
                Map.of(
                        "ringback.sip.proxy", "sip:127.0.0.1:" + SWITCH_PORT,
                        "ringback.connections.number", "+46812345678",
                        "ringback.sip.listen", "udp:127.0.0.1:" + SIP_PORT,
                        "ringback.sip.domain", DOMAIN,
                        "ringback.switch-check.caller", "sip:check1@" + DOMAIN,
                        "ringback.switch-check.callee", "sip:check2@" + DOMAIN,
                        "ringback.speech.enabled", "false",
                        "ringback.voice.on-the-spot", "off",
                        "ringback.announcement.listen", "127.0.0.1:" + Ports.free(),
                        "ringback.announcement.media-ports",
                                firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1)));
        installation.node();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    private Kamailio kamailio(Map<String, String> further) {
        Kamailio.Configuration configuration = Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + SIP_PORT + "\"")
                .define("RINGBACK_PORT", Integer.toString(SIP_PORT))
                .define("RINGBACK_API", "\"" + installation.node().address("/api") + "\"")
                .define("LONGEST_RINGING", "9000")
                .define("FLOOD", "500")
                .environment("RINGBACK_API_KEY", Installation.API_KEY)
                .user("check1", "secret1")
                .user("check2", "secret2")
                .user("ringback", "secret");
        for (Map.Entry<String, String> define : further.entrySet()) {
            configuration = configuration.define(define.getKey(), define.getValue());
        }
        return peers.with(configuration.start(SWITCH_PORT));
    }

    private static Checked check(Kamailio kamailio, String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--switch=sip:127.0.0.1:" + kamailio.port(),
                "--domain=" + DOMAIN,
                "--caller=check1",
                "--callee=check2",
                "--listen=udp:127.0.0.1:" + Ports.free(3),
                "--ringback=" + installation.node().address(""),
                "--patience=2"));
        arguments.addAll(List.of(further));
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        int status = CheckSwitch.run(
                arguments.toArray(String[]::new),
                Map.of(
                        "CHECK_CALLER_PASSWORD",
                        "secret1",
                        "CHECK_CALLEE_PASSWORD",
                        "secret2",
                        "CHECK_API_KEY",
                        Installation.API_KEY),
                new PrintStream(report, true, UTF_8));
        return new Checked(status, report.toString(UTF_8));
    }

    private static void allIsRight(Checked checked) {
        assertThat(checked.report()).doesNotContain("WRONG").endsWith("27 of 27 endings are told right.\n");
        assertThat(checked.status()).isZero();
        assertThat(installation
                        .jdbc()
                        .sql("select count(*) from failed_call_case")
                        .query(Integer.class)
                        .single())
                .as("cases of the test accounts")
                .isZero();
    }

    @Test
    void theShippedSwitchTellsEachEndingRight() {
        allIsRight(check(kamailio(Map.of())));
    }

    @Test
    void aSwitchThatKeepsEndingsToItselfIsSeen() {
        Checked checked = check(kamailio(Map.of("TOLD", "\"404|408|480|500|603\"")));

        assertThat(checked.status()).isOne();
        assertThat(checked.report())
                .contains(
                        "WRONG The callee is busy (486). Ringback was told: nothing. It should be: BUSY. Send calls that end"
                                + " with 486 on to Ringback")
                .contains("WRONG The callee is busy everywhere (600)")
                .contains("WRONG The phone is out of service (503)")
                .contains("right It rings and nobody answers (408). Ringback was told: NO_ANSWER by 408 after")
                .endsWith("22 of 27 endings are told right.\n");
    }

    @Test
    void aCallThatDoesNotComeToItsOwnPhoneIsTheLast() {
        // The user ringback is nobody's phone at this switch.
        Checked checked = check(kamailio(Map.of("RINGBACK_USER", "\"check2\"")));

        assertThat(checked.status()).isEqualTo(2);
        assertThat(checked.report())
                .contains(
                        "ended with 480 and did not come to the phone that is registered here. So nothing else is called.")
                .doesNotContain("2/25");
    }
}
