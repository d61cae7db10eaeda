package io.ringback.telephony.diversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Baresip;
import io.ringback.peers.HandmadePhone;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipRequest;
import io.ringback.telephony.diversion.SwitchNotice.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration in {@code deploy/kamailio}, run by a real Kamailio with real phones: what Ringback hears by SIP. */
@BesideOthers
class KamailioTest {

    private static final String DOMAIN = "ringback.example";

    @RegisterExtension
    final Peers peers = new Peers();

    private ListeningRingback ringback;
    private Kamailio kamailio;

    @BeforeEach
    void aSwitchThatKnowsRingback() {
        ringback = peers.with(new ListeningRingback(Ports.free()));
        kamailio = peers.with(start(ringback.port(), Map.of()));
    }

    static Kamailio start(int ringbackPort, Map<String, String> further) {
        Kamailio.Configuration configuration = Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + ringbackPort + "\"")
                .define("RINGBACK_PORT", Integer.toString(ringbackPort))
                .define("LONGEST_RINGING", "2500")
                .define("TELL_AGAIN", "\"name=tellAgain;interval=1;mode=1;\"")
                .define("FLOOD", "500")
                .define("TRUNKS", "\"^127[.]0[.]0[.]3$\"")
                .define("CONFERENCES", "\"^sip:conf-[0-9]+@127[.]0[.]0[.]1:5099$\"")
                .environment("RINGBACK_API_KEY", "key-of-the-test");
        for (String user : List.of("anna", "bob", "carol", "ringback")) {
            configuration = configuration.user(user, "secret");
        }
        for (Map.Entry<String, String> define : further.entrySet()) {
            configuration = configuration.define(define.getKey(), define.getValue());
        }
        return configuration.start();
    }

    static Baresip phone(String user, int hertz, Kamailio kamailio) {
        return Baresip.of(user, hertz).at(kamailio);
    }

    private Baresip phone(String user) {
        return peers.with(phone(user, 440, kamailio));
    }

    private SwitchNotice onlyReading() {
        await().atMost(Duration.ofSeconds(15)).until(() -> !ringback.heard().isEmpty());
        assertThat(ringback.heard()).hasSize(1);
        SwitchNotice reading = ringback.heard().get(0).reading();
        assertThat(reading.kind()).as(reading.note()).isNotEqualTo(Kind.REFUSED);
        return reading;
    }

    private void annaCallsBob(Baresip anna) {
        anna.dial(kamailio.uri("bob"));
    }

    private static void isAnnaToBob(SwitchNotice reading) {
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
        SwitchNotice reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.kind()).isEqualTo(Kind.FAILED);
        assertThat(reading.call()).containsEntry("sipStatus", "486").containsEntry("rang", "true");
        assertThat(ringback.heard().get(0).request().method()).isEqualTo("INVITE");
    }

    /** A number that Ringback has lent to a notification. */
    @Test
    void whoDialsALentNumberIsPutThroughWithIt() {
        kamailio.close();
        kamailio = peers.with(start(
                ringback.port(),
                Map.of("RINGBACK_NUMBER", "\"+46101234567\"", "RINGBACK_LENT_NUMBERS", "\"^.4610100000[0-9]$\"")));
        Baresip anna = phone("anna");

        anna.dial(kamailio.uri("+46101000003"));

        assertThat(anna.awaitRefusal()).as("where nobody speaks").isEqualTo(480);
        SwitchNotice reading = onlyReading();
        assertThat(reading.kind()).isEqualTo(Kind.DIALLED);
        assertThat(reading.call())
                .containsEntry("lentNumber", "+46101000003")
                .containsEntry("caller", "sip:anna@" + DOMAIN)
                .containsEntry("callerVerified", "true");
    }

    /** A session identifier as an address, in a domain of its own; whose name only looks like one is called. */
    @Test
    void whoDialsASessionIdentifierIsPutThroughWithItInItsDomainAlone() {
        kamailio.close();
        kamailio = peers.with(start(ringback.port(), Map.of("RINGBACK_DOMAIN", "\"talk.example\"")));
        Baresip anna = phone("anna");

        anna.dial(kamailio.uri("AbCdEfGhIjKlMnOpQr-_0w"));
        assertThat(anna.awaitRefusal()).isNotZero();
        assertThat(ringback.heard()).noneMatch(heard -> heard.reading().kind() == Kind.DIALLED);
        anna.dial("sip:AbCdEfGhIjKlMnOpQr-_0w@talk.example");

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(ringback.heard())
                .anySatisfy(heard -> assertThat(heard.reading().call())
                        .containsEntry("lentIdentifier", "AbCdEfGhIjKlMnOpQr-_0w")
                        .containsEntry("caller", "sip:anna@" + DOMAIN)
                        .containsEntry("callerVerified", "true")));
    }

    /** What a phone writes of itself is thrown away; what the switch knows is said. */
    @ParameterizedTest
    @ValueSource(strings = {"ringback", "+46101234567"})
    void whoDialsRingbacksOwnNumberIsPutThroughToItWithTheSwitchsWord(String dialled) {
        kamailio.close();
        kamailio = peers.with(start(ringback.port(), Map.of("RINGBACK_NUMBER", "\"+46101234567\"")));
        Baresip anna = phone("anna");

        anna.dial(kamailio.uri(dialled));

        assertThat(anna.awaitRefusal()).as("where nobody speaks").isEqualTo(480);
        SwitchNotice reading = onlyReading();
        assertThat(reading.kind()).isEqualTo(Kind.DIALLED);
        assertThat(reading.call())
                .containsEntry("caller", "sip:anna@" + DOMAIN)
                .containsEntry("callerVerified", "true");
        SipRequest request = ringback.heard().get(0).request();
        assertThat(request.uri()).startsWith("sip:+46101234567@127.0.0.1");
        assertThat(request.all("Diversion")).isEmpty();
    }

    @Test
    void whoDialsItAndIsNotOneOfItsPhonesIsNotVerifiedWhateverTheyWrite() {
        kamailio.close();
        kamailio = peers.with(start(ringback.port(), Map.of("RINGBACK_NUMBER", "\"+46101234567\"")));

        assertThat(callAs(
                        "anna",
                        "+46101234567",
                        "sip:anonymous@anonymous.invalid",
                        "P-Asserted-Identity: <sip:bob@" + DOMAIN + ";verstat=TN-Validation-Passed>\n"))
                .startsWith("SIP/2.0 480");

        assertThat(onlyReading().call()).isEmpty();
    }

    @Test
    void aPhoneThatRingsOutIsNoAnswer() {
        Baresip anna = phone("anna");
        Baresip bob = phone("bob");

        annaCallsBob(anna);
        bob.awaitRinging();

        assertThat(anna.awaitRefusal()).isEqualTo(408);
        SwitchNotice reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("sipStatus", "408").containsEntry("rang", "true");
        assertThat(Integer.parseInt(reading.call().get("ringSeconds"))).isBetween(2, 4);
    }

    @Test
    void aUserWithoutAPhoneIsUnavailableAndAnUnknownOneNotFound() {
        Baresip anna = phone("anna");

        annaCallsBob(anna);
        assertThat(anna.awaitRefusal()).isEqualTo(480);
        SwitchNotice reading = onlyReading();
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

        SwitchNotice reading = onlyReading();
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

        SwitchNotice reading = onlyReading();
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
        SwitchNotice reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("sipStatus", "486").containsEntry("rang", "true");
        assertThat(ringback.heard().get(0).request().method()).isEqualTo("PUBLISH");
    }

    /** Ringback's answer to such a call, taken, is 503 too, but without Retry-After. */
    @Test
    void aCallThatFailedWithTheStatusOfARefusalIsToldLater() {
        HandmadePhone bob = peers.with(new HandmadePhone(kamailio));
        bob.send("bob", HandmadePhone.register(kamailio, "bob", "sip:bob@127.0.0.1:" + bob.port()));
        ringback.answerAll(503);

        HandmadePhone anna = peers.with(new HandmadePhone(kamailio));
        String invite = HandmadePhone.invite(kamailio, "bob", kamailio.uri("anna"), "");
        anna.say(invite);
        anna.say(anna.withCredentials(invite, "anna", anna.finalResponse(1)));
        bob.answer("INVITE", 503);

        assertThat(anna.finalResponse(2)).startsWith("SIP/2.0 503");
        ringback.answerAll(0);
        assertThat(onlyReading().call()).containsEntry("sipStatus", "503");
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

        HandmadePhone writer = peers.with(new HandmadePhone(kamailio));
        ringback.sendWithCredentials(
                kamailio, writer, invite("bob", "sip:ringback@" + DOMAIN, "Ringback-Connection: 4711\n"));
        bob.awaitRinging();
        bob.reject();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 486")));
        ringback.sendWithCredentials(kamailio, writer, invite("carol", "sip:ringback@" + DOMAIN, ""));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(ringback.responses())
                .anyMatch(response -> response.startsWith("SIP/2.0 480")));
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void aPhoneCannotSayWhatOnlyTheSwitchKnows() {
        callAs("anna", "bob", "sip:anna@" + DOMAIN, """
                Diversion: <sip:carol@ringback.example>;reason=user-busy
                history-info: <sip:carol@ringback.example>;index=1
                P-Asserted-Identity: <sip:carol@ringback.example>
                Remote-Party-ID: <sip:carol@ringback.example>;party=calling
                P-Attestation-Indicator: A
                Identity: e30.e30.AAAA;info=<https://certs.example/carol.pem>
                y: e30.e30.AAAA;info=<https://certs.example/carol.pem>
                Reason: SIP;cause=600
                Ringback-Call-ID: mine
                RINGBACK-RING-TIME: 3000
                Ringback-Connection: 1
                Route: <sip:127.0.0.1:1;lr>
                """);

        isAnnaToBob(onlyReading());
        SipRequest told = ringback.heard().get(0).request();
        assertThat(told.all("Diversion")).containsExactly("<sip:bob@ringback.example>;reason=unavailable;counter=1");
        assertThat(told.all("Reason")).containsExactly("SIP;cause=480");
        assertThat(told.all("P-Asserted-Identity"))
                .containsExactly("<sip:anna@ringback.example;verstat=TN-Validation-Passed>");
        assertThat(told.all("Ringback-Call-ID")).hasSize(1).doesNotContain("mine");
        assertThat(told.headers().keySet())
                .doesNotContain(
                        "History-Info",
                        "Remote-Party-ID",
                        "P-Attestation-Indicator",
                        "Identity",
                        "Ringback-Ring-Time",
                        "Ringback-Connection");
    }

    @Test
    void aPhoneThatHasAuthenticatedIsVerified() {
        callAs("anna", "bob", "sip:anna@" + DOMAIN, "");

        assertThat(onlyReading().call()).containsEntry("callerVerified", "true");
    }

    @Test
    void aCarrierMayCallWithoutCredentialsAndItsCallersAreNotVerifiedWhateverTheySay() throws IOException {
        HandmadePhone carrier = peers.with(new HandmadePhone(kamailio, InetAddress.getByName("127.0.0.3")));

        carrier.say(invite("bob", "sip:anna@" + DOMAIN, """
                P-Asserted-Identity: <sip:anna@ringback.example;verstat=TN-Validation-Passed>
                P-Attestation-Indicator: A
                Diversion: <sip:carol@ringback.example>;reason=user-busy
                Identity: e30.e30.AAAA;info=<https://certs.example/anna.pem>
                """));

        SwitchNotice reading = onlyReading();
        isAnnaToBob(reading);
        assertThat(reading.call()).containsEntry("callerVerified", "false");
        assertThat(ringback.heard().get(0).request().all("Identity"))
                .as("for Ringback to verify")
                .hasSize(1);
    }

    @Test
    void aPhoneCannotCallAsSomebodyElse() {
        assertThat(callAs("anna", "bob", "sip:carol@" + DOMAIN, "")).startsWith("SIP/2.0 403");
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void aCallerWhoWantsToBeUnknownStaysSo() {
        assertThat(callAs("anna", "bob", "sip:anonymous@anonymous.invalid", "")).startsWith("SIP/2.0 480");
        assertThat(callAs("anna", "bob", "sip:anna@" + DOMAIN, "Privacy: id\n")).startsWith("SIP/2.0 480");

        assertThat(ringback.heard()).extracting(heard -> heard.reading().kind()).containsOnly(Kind.NOTHING);
        assertThat(ringback.heard().toString()).doesNotContain("anna@" + DOMAIN + ">\r\nRingback");
        assertThat(ringback.heard().get(0).request().all("P-Asserted-Identity"))
                .containsExactly("<sip:anonymous@anonymous.invalid;verstat=TN-Validation-Passed>");
    }

    @Test
    void aConferenceThatCallsItsMembersIsNamedIfItIsOneOfOurs() {
        callAs("anna", "bob", "sip:anna@" + DOMAIN, "", "Contact: <sip:conf-77@127.0.0.1:5099;transport=udp>;isfocus");

        assertThat(onlyReading().call()).containsEntry("conference", "sip:conf-77@127.0.0.1:5099");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:+46900123456@127.0.0.1",
                "sip:conf-77@127.0.0.1:5098",
                "sip:conf-7@evil.example?x=conf-7@127.0.0.1:5099"
            })
    void aPhoneThatClaimsToBeAConferenceIsNone(String claimed) {
        callAs("anna", "bob", "sip:anna@" + DOMAIN, "", "Contact: <" + claimed + ">;isfocus");

        assertThat(onlyReading().call()).doesNotContainKey("conference");
        assertThat(ringback.heard().get(0).request().first("Contact").orElseThrow())
                .doesNotContain("isfocus");
    }

    @Test
    void ringbackMayAlsoSayWhoItIsByItsPassword() {
        assertThat(callAs("ringback", "bob", "sip:ringback@" + DOMAIN, "Ringback-Connection: 1\n"))
                .startsWith("SIP/2.0 480");
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void nobodyCanTellRingbackAnythingThroughTheSwitchButTheSwitch() {
        ListeningRingback stranger = peers.with(new ListeningRingback(Ports.free()));
        for (String method : List.of("PUBLISH", "INVITE")) {
            stranger.send(
                    kamailio.port(),
                    invite("bob", "sip:eve@" + DOMAIN, "Diversion: <sip:bob@ringback.example>;reason=user-busy\n")
                            .replace("INVITE sip:bob@" + DOMAIN, method + " sip:ringback@127.0.0.1:" + ringback.port())
                            .replace("1 INVITE", "1 " + method)
                            .replace("To: <sip:bob@" + DOMAIN + ">", "To: <sip:bob@" + DOMAIN + ">;tag=x")
                            .replace(
                                    "Max-Forwards", "Route: <sip:127.0.0.1:" + kamailio.port() + ";lr>\nMax-Forwards"));
        }
        for (String refusal : List.of("SIP/2.0 405", "SIP/2.0 481")) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(stranger.responses())
                    .anyMatch(response -> response.startsWith(refusal)));
        }
        assertThat(ringback.heard()).isEmpty();
    }

    @Test
    void aPhoneCannotRegisterRingbackAsItsOwnAndSpeakToItAsTheSwitch() {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio));
        String contact =
                "sip:ringback@localhost:" + ringback.port() + ";cause=486;target=sip:bob%40" + kamailio.domain();
        assertThat(phone.send("carol", HandmadePhone.register(kamailio, "carol", contact)))
                .startsWith("SIP/2.0 200");

        callAs("anna", "carol", "sip:anna@" + DOMAIN, "");

        assertThat(phone.heard())
                .as("the phone, where it registered from")
                .anyMatch(message -> message.startsWith("INVITE "));
        assertThat(ringback.heard())
                .extracting(heard -> heard.reading().call().get("callee"))
                .containsOnly("sip:carol@" + DOMAIN);
    }

    @Test
    void phonesPublishNothing() {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio));

        phone.say(invite("carol", "sip:anna@" + DOMAIN, "").replace("INVITE", "PUBLISH"));

        assertThat(phone.finalResponse(1)).startsWith("SIP/2.0 405");
    }

    /** Places a call of a user by hand, digest and all, and returns the final response. */
    private String callAs(String user, String to, String from, String headers, String... contact) {
        HandmadePhone phone = peers.with(new HandmadePhone(kamailio));
        String invite = invite(to, from, headers);
        return phone.send(
                user, contact.length == 1 ? invite.replace("Contact: <sip:ringback@127.0.0.1>", contact[0]) : invite);
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

    private String invite(String to, String from, String headers) {
        return HandmadePhone.invite(kamailio, to, from, headers);
    }
}
