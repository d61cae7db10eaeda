package io.ringback.telephony.diversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Baresip;
import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger, an eavesdropper and a dishonest subscriber get out of the switch of {@code deploy/kamailio}: nothing. */
@BesideOthers
class SwitchAttacksTest {

    private static final int FLOOD = 100;

    @RegisterExtension
    final Peers peers = new Peers();

    private ListeningRingback ringback;
    private Kamailio kamailio;
    private HandmadePhone attacker;
    private HandmadePhone victim;

    @BeforeEach
    void aSwitchAnAttackerAndAVictim() {
        ringback = peers.with(new ListeningRingback(Ports.free()));
        kamailio = peers.with(KamailioTest.start(ringback.port(), Map.of("FLOOD", Integer.toString(FLOOD))));
        attacker = peers.with(new HandmadePhone(kamailio));
        victim = peers.with(new HandmadePhone(kamailio));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "BYE", "INFO", "OPTIONS", "NOTIFY", "UPDATE", "REFER", "SUBSCRIBE", "XYZ"})
    void aMadeUpDialogReachesNobody(String method) {
        attacker.say(madeUp(method, "sip:x@127.0.0.1:" + victim.port(), ""));

        assertThat(attacker.finalResponse(1)).startsWith("SIP/2.0 481");
        assertThat(victim.heard()).isEmpty();
    }

    @Test
    void aMadeUpDialogReachesNoPhoneAndNotRingback() {
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        register(carol, "carol");

        attacker.say(madeUp("BYE", "sip:carol@127.0.0.1:" + carol.port(), ""));
        assertThat(attacker.finalResponse(1)).startsWith("SIP/2.0 481");
        HandmadePhone another = peers.with(new HandmadePhone(kamailio));
        another.say(madeUp("INVITE", "sip:ringback@127.0.0.1:" + ringback.port(), ""));
        assertThat(another.finalResponse(1)).startsWith("SIP/2.0 481");

        assertThat(carol.heard()).noneMatch(message -> message.startsWith("BYE"));
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void theSwitchOpensNoConnectionForAStranger() throws IOException {
        try (ServerSocket someHost = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket connection = new Socket(InetAddress.getLoopbackAddress(), kamailio.port())) {
            String target = "sip:x@127.0.0.1:" + someHost.getLocalPort() + ";transport=tcp";
            String request = madeUp("INFO", target, "").replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            connection.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[12];
            assertThat(connection.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);

            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("SIP/2.0 481 ");
            someHost.setSoTimeout(200);
            assertThatThrownBy(someHost::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aConnectionFromRingbacksPortIsNotRingback() throws IOException {
        int port = ringback.port();
        try (Socket connection =
                new Socket(InetAddress.getLoopbackAddress(), kamailio.port(), InetAddress.getLoopbackAddress(), port)) {
            String invite = HandmadePhone.invite(kamailio, "bob", kamailio.uri("ringback"), "")
                    .replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            connection.getOutputStream().write(invite.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[12];
            assertThat(connection.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);

            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("SIP/2.0 407 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE", "SUBSCRIBE"})
    void whoeverSendsFromRingbacksAddressAndPortIsNotRingback(String method) {
        register(victim, "carol");
        String forged = HandmadePhone.invite(
                        kamailio,
                        "carol",
                        kamailio.uri("ringback"),
                        "P-Asserted-Identity: <sip:anna@ringback.example>\n")
                .replace("INVITE", method);

        ringback.send(kamailio.port(), forged);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 407")));
        assertThat(victim.heard()).noneMatch(message -> message.startsWith(method));
    }

    @Test
    void ringbacksCapturedCredentialsPlaceNoCallEvenFromItsAddress() {
        register(victim, "carol");
        String first = HandmadePhone.invite(kamailio, "bob", kamailio.uri("ringback"), "");
        ringback.send(kamailio.port(), first);
        await().atMost(Duration.ofSeconds(10)).until(() -> !ringback.responses().isEmpty());
        String captured =
                attacker.withCredentials(first, "ringback", ringback.responses().get(0));
        ringback.send(kamailio.port(), captured);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 480")));

        for (String replayed : List.of(
                captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID()),
                captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID())
                        .replace("sip:bob@", "sip:carol@"))) {
            int before = ringback.responses().size();
            ringback.send(kamailio.port(), replayed.replaceFirst("branch=z9hG4bK2", "branch=z9hG4bK" + before));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ringback.responses().size() > before);
            assertThat(ringback.responses().get(before)).startsWith("SIP/2.0 407");
        }
        assertThat(victim.heard()).noneMatch(message -> message.startsWith("INVITE"));
    }

    @Test
    void aSubscriberLeadsNoDialogOfHisToAnotherHost() {
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        register(carol, "carol");
        String invite = HandmadePhone.invite(kamailio, "bob", kamailio.uri("carol"), "");
        carol.send("carol", invite);

        String within = invite.replaceFirst("INVITE \\S+", "INVITE sip:x@127.0.0.2:" + victim.port())
                .replaceFirst("branch=z9hG4bK", "branch=z9hG4bK3")
                .replace("CSeq: 1 ", "CSeq: 3 ")
                .replaceFirst("(To: .*)", "$1;tag=x")
                .replace("Max-Forwards", "Route: <sip:127.0.0.1:" + kamailio.port() + ";lr>\nMax-Forwards");
        carol.say(within);

        assertThat(carol.finalResponse(3)).startsWith("SIP/2.0 481");
    }

    @Test
    void whatRingbackAndThePhonesSendEachOtherGoesOnAfterARestartOfTheSwitch() {
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        register(carol, "carol");

        ringback.send(kamailio.port(), madeUp("BYE", "sip:carol@127.0.0.1:" + carol.port(), ""));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> carol.heard().stream().anyMatch(message -> message.startsWith("BYE")));
    }

    @Test
    void capturedCredentialsRegisterNoPhone() {
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        String request = HandmadePhone.register(kamailio, "carol", "sip:carol@127.0.0.1:" + carol.port());
        carol.say(request);
        String captured = carol.withCredentials(request, "carol", carol.finalResponse(1));
        assertThat(carol.send(captured)).startsWith("SIP/2.0 200");

        String replayed = captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID())
                .replaceFirst("branch=z9hG4bK2", "branch=z9hG4bK3")
                .replaceFirst("Contact: .*", "Contact: <sip:carol@127.0.0.1:" + attacker.port() + ">");
        assertThat(attacker.send(replayed)).startsWith("SIP/2.0 401");

        Baresip anna = peers.with(KamailioTest.phone("anna", 440, kamailio));
        anna.dial(kamailio.uri("carol"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> carol.heard().stream().anyMatch(message -> message.startsWith("INVITE ")));
        assertThat(attacker.heard()).noneMatch(message -> message.startsWith("INVITE "));
    }

    @Test
    void capturedCredentialsPlaceNoCallNotEvenOneToSomebodyElse() {
        HandmadePhone anna = peers.with(new HandmadePhone(kamailio));
        String request = HandmadePhone.invite(kamailio, "bob", kamailio.uri("anna"), "");
        anna.say(request);
        String captured = anna.withCredentials(request, "anna", anna.finalResponse(1));
        String elsewhere = captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID())
                .replaceFirst("branch=z9hG4bK2", "branch=z9hG4bK3")
                .replace("sip:bob@", "sip:carol@")
                .replace("uri=\"sip:carol@", "uri=\"sip:bob@");
        assertThat(attacker.send(elsewhere)).as("before they were used").startsWith("SIP/2.0 407");

        assertThat(anna.send(captured)).startsWith("SIP/2.0 480");
        HandmadePhone later = peers.with(new HandmadePhone(kamailio));
        assertThat(later.send(captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID())
                        .replaceFirst("branch=z9hG4bK2", "branch=z9hG4bK4")))
                .as("after they were used")
                .startsWith("SIP/2.0 407");
    }

    @Test
    void credentialsWithoutACountAreGoodOnceToo() {
        HandmadePhone carol = peers.with(new HandmadePhone(kamailio));
        String request = HandmadePhone.register(kamailio, "carol", "sip:carol@127.0.0.1:" + carol.port());
        carol.say(request);
        String captured = carol.withOldCredentials(request, "carol", carol.finalResponse(1));
        assertThat(carol.send(captured)).startsWith("SIP/2.0 200");

        assertThat(attacker.send(captured.replaceAll("Call-ID: .*", "Call-ID: " + UUID.randomUUID())
                        .replaceFirst("branch=z9hG4bK2", "branch=z9hG4bK3")))
                .startsWith("SIP/2.0 401");
    }

    @Test
    void aFloodFromOneAddressIsDroppedAndOthersAreServed() throws IOException {
        HandmadePhone flood = peers.with(new HandmadePhone(kamailio, InetAddress.getByName("127.0.0.2")));
        int sent = 20 * FLOOD;
        for (int i = 0; i < sent; i++) {
            flood.say(HandmadePhone.invite(kamailio, "bob", kamailio.uri("anna"), ""));
        }

        register(attacker, "carol");
        assertThat(flood.heard()).hasSizeLessThan(sent / 2);
    }

    private void register(HandmadePhone phone, String user) {
        assertThat(phone.send(
                        user, HandmadePhone.register(kamailio, user, "sip:" + user + "@127.0.0.1:" + phone.port())))
                .startsWith("SIP/2.0 200");
    }

    /** A request in a dialog that nobody began, with a route over the switch. */
    private String madeUp(String method, String target, String headers) {
        return """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%3$s;rport
                Max-Forwards: 70
                Route: <sip:127.0.0.1:%4$d;lr>
                From: <sip:eve@evil.example>;tag=1
                To: <sip:bob@%5$s>;tag=2
                Call-ID: %3$s
                CSeq: 1 %1$s
                Contact: <sip:eve@127.0.0.1>
                %6$sContent-Length: 0

                """.formatted(method, target, UUID.randomUUID(), kamailio.port(), kamailio.domain(), headers);
    }
}
