package io.ringback.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test rig itself: what it tells of the peers is what they do. */
@BesideOthers
class PeersTest {

    private static final int ANNAS_TONE = 440;
    private static final int BOBS_TONE = 1000;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(1);

    @RegisterExtension
    final Peers peers = new Peers();

    @Test
    void twoPhonesHearEachOtherAndEitherEndsTheCall() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Baresip anna = peers.with(Baresip.of("anna", ANNAS_TONE).at(kamailio));
        Baresip bob = peers.with(Baresip.of("bob", BOBS_TONE).at(kamailio));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
        anna.awaitOver();

        bob.dial(kamailio.uri("anna"));
        anna.awaitRinging();
        anna.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
    }

    @Test
    void aPhoneOfAnotherMakeTalksToTheFirst() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Linphone anna = peers.with(Linphone.start(kamailio, "anna", ANNAS_TONE));
        Baresip bob = peers.with(Baresip.of("bob", BOBS_TONE).over("tcp").at(kamailio));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        talk(anna, bob);
        bob.hangUp();
        anna.awaitOver();
        bob.awaitOver();

        bob.dial(kamailio.uri("anna"));
        anna.awaitRinging();
        anna.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();
    }

    @Test
    void callsFailInEveryWay() {
        Kamailio kamailio =
                peers.with(Kamailio.plain().define("RING_MILLISECONDS", "1500").start());
        Baresip anna = peers.with(Baresip.of("anna", ANNAS_TONE).at(kamailio));
        Baresip bob = peers.with(
                Baresip.of("bob", BOBS_TONE).with("call_max_calls", "1").at(kamailio));
        Linphone carl = peers.with(Linphone.start(kamailio, "carl", 700));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.reject();
        assertThat(anna.awaitRefusal()).as("rejected").isEqualTo(486);

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        assertThat(anna.awaitRefusal()).as("rang out").isEqualTo(408);

        carl.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        carl.awaitTalking();
        carl.press("7");
        assertThat(bob.event("CALL_DTMF_START").path("param").asText()).isEqualTo("7");
        anna.dial(kamailio.uri("bob"));
        assertThat(anna.awaitRefusal()).as("busy").isEqualTo(486);
        carl.hangUp();
        carl.awaitOver();

        anna.dial(kamailio.uri("carl"));
        carl.awaitRinging();
        carl.reject();
        assertThat(anna.awaitRefusal()).as("declined").isEqualTo(603);

        anna.dial(kamailio.uri("nobody"));
        assertThat(anna.awaitRefusal()).as("not registered").isEqualTo(404);
    }

    @Test
    void scriptedPeersCallThroughTheSwitch() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Sipp bob = peers.with(Sipp.scenario("uas.xml").calls(5).listening());
        register(kamailio, "bob", bob);

        Sipp anna = peers.with(Sipp.scenario("uac.xml").service("bob").calls(5).to(kamailio.port()));
        anna.awaitSuccess(Duration.ofSeconds(20));
        bob.awaitSuccess(Duration.ofSeconds(20));

        assertThat(bob.messages()).contains("Record-Route: <sip:127.0.0.1:" + kamailio.port());
        assertThat(anna.statistic("SuccessfulCall(C)")).isEqualTo(5);
        assertThat(anna.errors()).isEmpty();
    }

    @Test
    void aScriptedControllerConnectsTwoParties() {
        Sipp anna = peers.with(Sipp.builtIn("3pcc-A").calls(3).listening());
        Sipp bob = peers.with(Sipp.builtIn("3pcc-B").calls(3).listening());
        int twins = Ports.free();
        Sipp towardsBob =
                peers.with(Sipp.builtIn("3pcc-C-B").threePcc(twins).calls(3).to(bob.port()));
        await().atMost(Duration.ofSeconds(10)).until(() -> Ports.tcpTaken(twins));
        Sipp towardsAnna =
                peers.with(Sipp.builtIn("3pcc-C-A").threePcc(twins).calls(3).to(anna.port()));

        towardsAnna.awaitSuccess(Duration.ofSeconds(30));
        towardsBob.awaitSuccess(Duration.ofSeconds(30));
        assertThat(bob.messages()).contains("INVITE", "m=audio");
    }

    @Test
    void aScriptThatMeetsSomethingElseFailsAndSaysWhat() {
        Kamailio kamailio = peers.with(Kamailio.start());

        Sipp anna =
                peers.with(Sipp.scenario("uac.xml").service("nobody").calls(1).to(kamailio.port()));

        assertThatThrownBy(() -> anna.awaitSuccess(Duration.ofSeconds(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("status 1")
                .hasMessageContaining("404 Not Found");
    }

    @Test
    void theWireShowsAllThatReachesAPhone() {
        Kamailio kamailio = peers.with(Kamailio.start());
        Baresip anna = peers.with(Baresip.of("0701740605", ANNAS_TONE).at(kamailio));
        Baresip bob = peers.with(Baresip.of("bob", BOBS_TONE).at(kamailio));
        Wire wire = peers.with(Wire.tap(bob));

        anna.dial(kamailio.uri("bob"));
        bob.awaitRinging();
        bob.accept();
        talk(anna, bob);
        anna.hangUp();
        bob.awaitOver();

        assertThat(wire.packetsTo(bob))
                .anySatisfy(packet ->
                        assertThat(packet.text()).startsWith("INVITE").contains("0701740605", "application/sdp"))
                .anySatisfy(packet -> assertThat(packet.text()).startsWith("BYE"))
                .filteredOn(packet -> packet.to() >= bob.firstMediaPort())
                .hasSizeGreaterThan(40);
    }

    @Test
    void aMissingProgramIsNamedWithItsPackage() {
        assertThatThrownBy(() -> Program.directory(new Program.Debian("no-such-phone", "phone-core")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("apt-get install -y --no-install-recommends phone-core");
    }

    @Test
    void nothingIsLeftOfAPeer() {
        Kamailio kamailio = Kamailio.start();
        long before = kamailios(kamailio);
        kamailio.close();

        assertThat(before).isGreaterThan(1);
        assertThat(kamailios(kamailio)).isZero();
        assertThat(kamailio.directory()).doesNotExist();
        assertThat(Ports.udpTaken(kamailio.port())).isFalse();
    }

    private static long kamailios(Kamailio kamailio) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(kamailio.directory().toString()))
                        .isPresent())
                .count();
    }

    private void register(Kamailio kamailio, String user, Sipp phone) {
        peers.with(Sipp.scenario("register.xml")
                        .service(user)
                        .key("contact", "sip:" + user + "@127.0.0.1:" + phone.port())
                        .calls(1)
                        .to(kamailio.port()))
                .awaitSuccess(Duration.ofSeconds(10));
    }

    private static void talk(Phone anna, Phone bob) {
        anna.awaitTalking();
        bob.awaitTalking();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(anna.heard().tone(BOBS_TONE))
                    .as("Anna heard %s", anna.heard())
                    .isGreaterThan(LONG_ENOUGH);
            assertThat(bob.heard().tone(ANNAS_TONE))
                    .as("Bob heard %s", bob.heard())
                    .isGreaterThan(LONG_ENOUGH);
        });
        assertThat(anna.heard().frequency()).isEqualTo(BOBS_TONE);
        assertThat(bob.heard().frequency()).isEqualTo(ANNAS_TONE);
        assertThat(bob.heard().otherThan(ANNAS_TONE)).isLessThan(Duration.ofMillis(300));
    }
}
