package io.ringback.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.directory.Address;
import io.ringback.directory.Device;
import io.ringback.directory.Medium;
import io.ringback.directory.Person;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A node dies while it speaks to somebody: the next to start in its place hangs up, calls nobody again, and the case goes on
 * without that call.
 */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(Installation.CRASHING)
class VoiceCrashTest {

    private static final int MEDIA_PORTS = 20;

    @RegisterExtension
    static final Peers LASTING = new Peers();

    @RegisterExtension
    final Peers peers = new Peers();

    private static Kamailio kamailio;
    private static Installation installation;

    private PlayedCase played;
    private UUID caseId;
    private Baresip bob;
    private Wire bobsWire;

    @BeforeAll
    static void start() throws IOException {
        kamailio = LASTING.with(
                Kamailio.plain().define("RING_MILLISECONDS", "600000").start());
        int firstMediaPort = Ports.free(MEDIA_PORTS);
        installation = Installation.ofItsOwn(
                "speaking",
                Map.of(
                        "ringback.sip.proxy",
                        "sip:127.0.0.1:" + kamailio.port(),
                        "ringback.sip.domain",
                        kamailio.domain(),
                        "ringback.sip.listen",
                        "udp:127.0.0.1:" + Ports.free(),
                        "ringback.connections.number",
                        "+46812345678",
                        "ringback.announcement.listen",
                        "127.0.0.1:" + Ports.free(),
                        "ringback.announcement.media-ports",
                        firstMediaPort + "-" + (firstMediaPort + MEDIA_PORTS - 1),
                        "ringback.speech.enabled",
                        "false",
                        "ringback.quiet-hours",
                        "never"));
        LASTING.with(installation.node());
    }

    /** On another phone than the one that failed, as he has no mailbox. */
    @BeforeEach
    void bobIsCalled() {
        installation.node();
        played = new PlayedCase(installation, installation::node);
        String other = played.bobsPhone().replace("+4670", "+4676");
        Person before = installation
                .directory()
                .findByAddress(Medium.EMAIL, new Address("mailto:" + played.bobsMail()))
                .orElseThrow();
        installation
                .directory()
                .save(new Person(
                        before.id(),
                        before.name(),
                        before.language(),
                        before.timeZone(),
                        before.preferences(),
                        List.of(
                                before.devices().get(0),
                                new Device(UUID.randomUUID(), Medium.VOICE, new Address("tel:" + other), "Mail"))));
        bob = peers.with(Baresip.of(other, 1000).at(kamailio));
        bobsWire = peers.with(Wire.tap(bob));
        caseId = played.callFails();
        played.sayYes();
        bob.awaitRinging();
    }

    @Test
    void whileHisPhoneRings() {
        killAndStart();

        bob.accept();

        isHungUpAndNotCalledAgain();
    }

    @Test
    void whileHeListens() {
        bob.accept();
        await().atMost(Installation.PATIENCE)
                .untilAsserted(() -> assertThat(bob.heard().sound()).isGreaterThan(Duration.ofSeconds(1)));

        killAndStart();

        isHungUpAndNotCalledAgain();
    }

    private static void killAndStart() {
        installation.node().kill();
        installation.node();
    }

    private void isHungUpAndNotCalledAgain() {
        bob.awaitOver();
        assertThat(bobsWire.packetsTo(bob))
                .anySatisfy(packet -> assertThat(packet.text()).startsWith("BYE "));
        await().atMost(Installation.PATIENCE).untilAsserted(() -> {
            assertThat(played.journal(caseId, "NOTIFICATION", "FAILED")).isEqualTo(1);
            // Nothing else is left to try with Bob.
            assertThat(installation
                            .jdbc()
                            .sql("select count(*) from journal where case_id = ? and step = 'OPERATOR_NEEDED'")
                            .param(caseId)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        });
        assertThat(installation
                        .jdbc()
                        .sql("select result from voice_call where case_id = ? and ended_at is not null")
                        .param(caseId)
                        .query(String.class)
                        .list())
                .containsExactly("FAILED");
        assertThat(bob.eventsWaiting("CALL_INCOMING"))
                .as("calls after the first")
                .isZero();
    }
}
