package io.ringback.diversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.diversion.Reading.Kind;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.sip.SipRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in {@code deploy/kamailio}, run by a real Kamailio with real phones: what Ringback hears by SIP. */
class KamailioTest {

    private static final String DOMAIN = "ringback.example";

    @RegisterExtension
    final Peers peers = new Peers();

    @TempDir
    Path folder;

    private ListeningRingback ringback;
    private Kamailio kamailio;

    @BeforeEach
    void aSwitchThatKnowsRingback() {
        ringback = peers.with(new ListeningRingback(Ports.free()));
        kamailio = peers.with(start(folder, ringback.port(), Map.of()));
    }

    static Kamailio start(Path folder, int ringbackPort, Map<String, String> further) {
        int port = Ports.free();
        Map<String, String> defines = new LinkedHashMap<>(Map.of(
                "LISTEN_UDP",
                "udp:127.0.0.1:" + port,
                "LISTEN_TCP",
                "tcp:127.0.0.1:" + port,
                "RINGBACK_URI",
                "\"sip:ringback@127.0.0.1:" + ringbackPort + "\"",
                "RINGBACK_PORT",
                Integer.toString(ringbackPort),
                "LONGEST_RINGING",
                "2500",
                "TELL_AGAIN",
                "\"name=tellAgain;interval=1;mode=1;\"",
                "FLOOD",
                "500"));
        defines.putAll(further);
        try {
            Path configuration = Files.copy(Path.of("deploy/kamailio/kamailio.cfg"), folder.resolve("kamailio.cfg"));
            StringBuilder users = new StringBuilder();
            for (String user : List.of("anna", "bob", "carol", "ringback")) {
                users.append("$sht(users=>%s) = \"%s\";\n".formatted(user, ha1(user)));
            }
            Files.writeString(folder.resolve("users.cfg"), users);
            return Kamailio.start(configuration, port, defines);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ha1(String user) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5").digest((user + ":" + DOMAIN + ":secret").getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Baresip phone(String user, int hertz, Kamailio kamailio) {
        return Baresip.of(user, hertz).withAccount(";auth_pass=secret").at(kamailio);
    }

    private Baresip phone(String user) {
        return peers.with(phone(user, 440, kamailio));
    }

    private Reading onlyReading() {
        await().atMost(Duration.ofSeconds(15)).until(() -> !ringback.heard().isEmpty());
        assertThat(ringback.heard()).hasSize(1);
        Reading reading = ringback.heard().get(0).reading();
        assertThat(reading.kind()).as(reading.note()).isNotEqualTo(Kind.REFUSED);
        return reading;
    }

    private void annaCallsBob(Baresip anna) {
        anna.dial(kamailio.uri("bob"));
    }

    private static void isAnnaToBob(Reading reading) {
        assertThat(reading.call())
                .containsEntry("caller", "sip:anna@" + DOMAIN)
                .containsEntry("callee", "sip:bob@" + DOMAIN);
    }

    @Test
    void aRejectedCallIsDivertedAndHeardAsBusy() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");

        annaCallsBob(anna);
        bob.awaitRinging();
        bob.reject();

        assertThat(anna.awaitRefusal()).isEqualTo(486);
        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("sipStatus", "486").containsEntry("rang", "true");
        assertThat(ringback.heard().get(0).request().method()).isEqualTo("INVITE");
    }

    @Test
    void aPhoneThatRingsOutIsNoAnswer() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");

        annaCallsBob(anna);
        bob.awaitRinging();

        assertThat(anna.awaitRefusal()).isEqualTo(408);
        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("sipStatus", "408").containsEntry("rang", "true");
        assertThat(Integer.parseInt(reading.call().get("ringSeconds"))).isBetween(2, 4);
    }

    @Test
    void aUserWithoutAPhoneIsUnavailableAndAnUnknownOneNotFound() {
        Baresip anna = phone("anna");

        annaCallsBob(anna);
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("sipStatus", "480").containsEntry("rang", "false");

        anna.dial(kamailio.uri("nobody"));
        assertThat(anna.awaitRefusal()).isEqualTo(404);
        assertThat(ringback.heard()).hasSize(2);
        assertThat(ringback.heard().get(1).reading().call())
                .containsEntry("sipStatus", "404")
                .containsEntry("callee", "sip:nobody@" + DOMAIN);
    }

    @Test
    void aCallerWhoGivesUpIsTold() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");

        annaCallsBob(anna);
        bob.awaitRinging();
        anna.hangUp();
        bob.awaitOver();

        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("sipStatus", "487").containsEntry("rang", "true");
        assertThat(ringback.heard().get(0).request().method()).isEqualTo("PUBLISH");
    }

    @Test
    void anAnsweredCallIsTold() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");

        annaCallsBob(anna);
        bob.awaitRinging();
        bob.accept();
        anna.awaitTalking();

        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.kind()).isEqualTo(Kind.ANSWERED);
        anna.hangUp();
        bob.awaitOver();
        assertThat(ringback.heard()).hasSize(1);
    }

    @Test
    void aCallThatForksIsOneCall() {
        Baresip anna = phone("anna");
        Baresip bobsDesk = phone("bob");
        Baresip bobsMobile = phone("bob");

        annaCallsBob(anna);
        bobsDesk.awaitRinging();
        bobsMobile.awaitRinging();
        bobsDesk.reject();
        bobsMobile.reject();

        assertThat(anna.awaitRefusal()).isEqualTo(486);
        assertThat(onlyReading().call()).containsEntry("sipStatus", "486");
    }

    @Test
    void whatRingbackCouldNotTakeIsToldLaterAndTheCallerHearsTheOriginal() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");
        ringback.answerAll(500);

        annaCallsBob(anna);
        bob.awaitRinging();
        bob.reject();

        assertThat(anna.awaitRefusal()).isEqualTo(486);
        ringback.answerAll(0);
        Reading reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("sipStatus", "486").containsEntry("rang", "true");
        assertThat(ringback.heard().get(0).request().method()).isEqualTo("PUBLISH");
    }

    @Test
    void aDeadRingbackHoldsNobodyUp() {
        Baresip anna = phone("anna");
        int port = ringback.port();
        ringback.close();

        annaCallsBob(anna);

        assertThat(anna.awaitRefusal()).isEqualTo(480);
        ringback = peers.with(new ListeningRingback(port));
        isAnnaToBob(onlyReading());
    }

    @Test
    void aCallOfRingbackReachesThePhoneUnchangedAndDoesNotComeBack() {
        Baresip bob = phone("bob");

        ringback.send(kamailio.port(), invite("bob", "sip:ringback@" + DOMAIN, "Ringback-Connection: 4711\n"));
        bob.awaitRinging();
        bob.reject();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 486")));
        ringback.send(kamailio.port(), invite("carol", "sip:ringback@" + DOMAIN, ""));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 480")));
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void aPhoneCannotSayWhatOnlyTheSwitchKnows() {
        Baresip anna = phone("anna");
        for (String header : List.of(
                "Diversion=<sip:carol@ringback.example>;reason=user-busy",
                "History-Info=<sip:carol@ringback.example>;index=1",
                "P-Asserted-Identity=<sip:carol@ringback.example>",
                "Remote-Party-ID=<sip:carol@ringback.example>;party=calling",
                "Reason=SIP;cause=600",
                "Ringback-Call-ID=mine",
                "Ringback-Ring-Time=3000",
                "Ringback-Connection=1")) {
            anna.command("uaaddheader", header + " 0");
        }

        annaCallsBob(anna);

        assertThat(anna.awaitRefusal()).isEqualTo(480);
        isAnnaToBob(onlyReading());
        SipRequest told = ringback.heard().get(0).request();
        assertThat(told.all("Diversion")).containsExactly("<sip:bob@ringback.example>;reason=unavailable;counter=1");
        assertThat(told.all("Reason")).containsExactly("SIP;cause=480");
        assertThat(told.all("P-Asserted-Identity")).containsExactly("<sip:anna@ringback.example>");
        assertThat(told.all("Ringback-Call-ID")).hasSize(1).doesNotContain("mine");
        assertThat(told.headers())
                .doesNotContainKeys("History-Info", "Remote-Party-ID", "Ringback-Ring-Time", "Ringback-Connection");
    }

    @Test
    void whoIsNeitherAPhoneNorRingbackIsChallenged() {
        ListeningRingback stranger = peers.with(new ListeningRingback(Ports.free()));

        stranger.send(
                kamailio.port(),
                invite(
                        "bob",
                        "sip:anna@" + DOMAIN,
                        "P-Asserted-Identity: <sip:anna@ringback.example>\nDiversion: <sip:bob@ringback.example>\n"));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(stranger.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 407")));
        assertThat(ringback.heard()).isEmpty();
    }

    private static String invite(String to, String from, String headers) {
        String offer = """
                v=0
                o=- 1 1 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio 9 RTP/AVP 8
                a=rtpmap:8 PCMA/8000
                """;
        return """
                INVITE sip:%1$s@%2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK%5$s;rport
                Max-Forwards: 70
                From: <%3$s>;tag=1
                To: <sip:%1$s@%2$s>
                Call-ID: %5$s
                CSeq: 1 INVITE
                Contact: <sip:ringback@127.0.0.1>
                %4$sContent-Type: application/sdp
                Content-Length: %6$d

                %7$s""".formatted(
                        to,
                        DOMAIN,
                        from,
                        headers,
                        UUID.randomUUID(),
                        offer.replace("\n", "\r\n").length(),
                        offer);
    }
}
