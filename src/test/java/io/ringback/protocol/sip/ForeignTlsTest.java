package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.BesideOthers;
import io.ringback.peers.Authority;
import io.ringback.peers.Authority.Signed;
import io.ringback.peers.Baresip;
import io.ringback.peers.Kamailio;
import io.ringback.peers.Peers;
import io.ringback.peers.Ports;
import io.ringback.peers.TlsClient;
import io.ringback.protocol.sip.SipSettings.Listen;
import io.ringback.protocol.sip.SipSettings.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with OpenSSL at the other end: Kamailio as {@code deploy/kamailio} sets it up, and s_client. */
@BesideOthers
class ForeignTlsTest {

    private static final String DOMAIN = "ringback.example";
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    @TempDir
    private static Path folder;

    private static Authority trusted;
    private static Signed own;
    private static Signed ofSwitch;
    private static Signed ofElsewhere;
    private static Signed ofStranger;

    @RegisterExtension
    final Peers peers = new Peers();

    private final int port = Ports.free();
    private final int switchPort = Ports.free();
    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipRequest> published = new LinkedBlockingQueue<>();

    @BeforeAll
    static void certificates() throws Exception {
        trusted = Authority.in(folder.resolve("trusted"));
        Authority stranger = Authority.in(folder.resolve("stranger"));
        own = trusted.sign("own", "IP:127.0.0.1");
        // By name alone: the agent must still know by which name it looked the address up, also within a call.
        ofSwitch = trusted.sign("switch", "DNS:localhost");
        ofElsewhere = trusted.sign("elsewhere", "DNS:elsewhere.example");
        ofStranger = stranger.sign("stranger", "DNS:localhost");
    }

    private Kamailio kamailio(Signed certificate, boolean shownToServers) throws IOException {
        String text = Files.readString(Path.of("deploy/kamailio/tls.cfg"))
                .replace(
                        "/etc/kamailio/tls/switch.pem",
                        certificate.certificate().toString())
                .replace("/etc/kamailio/tls/switch.key", certificate.key().toString())
                .replace("/etc/kamailio/tls/ca.pem", trusted.certificate().toString());
        if (!shownToServers) {
            int client = text.indexOf("[client:default]");
            text = text.substring(0, client)
                    + text.substring(client).replaceAll("(?m)^(certificate|private_key) .*$", "");
        }
        Path tls = Files.writeString(Files.createTempFile(folder, "tls", ".cfg"), text);
        return peers.with(Kamailio.by(Path.of("deploy/kamailio/kamailio.cfg"))
                .domain(DOMAIN)
                .define("WITH_TLS", "1")
                .define("LISTEN_TLS", "tls:127.0.0.1:" + switchPort + " advertise localhost:" + switchPort)
                .define("TLS_CONFIG", '"' + tls.toString() + '"')
                .define("RINGBACK_URI", "\"sip:ringback@127.0.0.1:" + port + ";transport=tls\"")
                .define("RINGBACK_PORT", Integer.toString(port))
                .define("FLOOD", "500")
                .user("anna", "secret")
                .user("bob", "secret")
                .user("ringback", "secret")
                .start());
    }

    private AgentSettings settings(boolean clientCertificateNeeded) throws Exception {
        return AgentSettings.of("ringback", new Listen("TLS", "127.0.0.1", port))
                .tls(new Tls(
                        own.keyStore(),
                        Authority.PASSWORD,
                        trusted.trustStore(),
                        Authority.PASSWORD,
                        clientCertificateNeeded));
    }

    /** The agent as a trunk user of the switch. */
    private AgentSettings trunk() throws Exception {
        return settings(true)
                .account("ringback", "secret")
                .registration("sip:" + DOMAIN, "sip:ringback@" + DOMAIN, Duration.ofSeconds(60))
                .proxy("sip:localhost:" + switchPort + ";transport=tls");
    }

    private JainUserAgent agent(AgentSettings settings) {
        JainUserAgent agent = peers.with(new JainUserAgent(settings.settings()));
        agent.onCall(calls::add);
        agent.onRequest(Set.of("PUBLISH"), request -> {
            published.add(request);
            return CompletableFuture.completedFuture(SipResponse.of(200));
        });
        agent.start();
        return agent;
    }

    private static SipResponse options(JainUserAgent agent) throws Exception {
        return agent.send(new SipRequest("OPTIONS", "sip:" + DOMAIN, Map.of(), Optional.empty(), ""))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static Leg place(JainUserAgent from, String caller, String callee, LegListener listener) {
        return from.place(
                new OutgoingCall(
                        "sip:" + callee + "@" + DOMAIN,
                        "sip:" + caller + "@" + DOMAIN,
                        Optional.empty(),
                        Optional.of(SDP),
                        Map.of(),
                        Duration.ofSeconds(30)),
                listener);
    }

    @Test
    void registersAtASwitchAndCallsAPhoneThroughIt() throws Exception {
        Kamailio kamailio = kamailio(ofSwitch, true);
        Baresip bob = peers.with(Baresip.of("bob", 440).answering().at(kamailio));
        JainUserAgent agent = agent(trunk());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(agent.registered()).contains(true));
        assertThat(options(agent).status()).isEqualTo(200);

        Events heard = new Events();
        Leg leg = place(agent, "ringback", "bob", heard);
        heard.until("answered");
        leg.acknowledge(Optional.empty());
        bob.awaitTalking();
        leg.hangUp();
        bob.awaitOver();
        heard.until("ended");

        // The other way round, the BYE comes by a connection that Kamailio opens.
        Leg other = place(agent, "ringback", "bob", heard);
        heard.until("answered");
        other.acknowledge(Optional.empty());
        bob.awaitTalking();
        bob.hangUp();
        heard.until("ended by peer");
    }

    @Test
    void aCertificateIsEnoughToPlaceCalls() throws Exception {
        Kamailio kamailio = kamailio(ofSwitch, true);
        Baresip bob = peers.with(Baresip.of("bob", 440).answering().at(kamailio));
        JainUserAgent agent = agent(settings(true).proxy("sip:localhost:" + switchPort + ";transport=tls"));
        assertThat(options(agent).status()).isEqualTo(200);

        Events heard = new Events();
        Leg leg = place(agent, "ringback", "bob", heard);
        heard.until("answered");
        leg.acknowledge(Optional.empty());
        bob.awaitTalking();
        leg.hangUp();
        bob.awaitOver();
        heard.until("ended");
    }

    @Test
    void takesWhatASwitchSends() throws Exception {
        Kamailio kamailio = kamailio(ofSwitch, true);
        Baresip bob = peers.with(Baresip.of("bob", 440).at(kamailio));
        agent(settings(true));

        // Anna has no phone, so the call is diverted.
        bob.dial(kamailio.uri("anna"));
        IncomingCall call = next(calls);
        assertThat(call.invite().peer()).endsWith("/TLS");
        assertThat(call.invite().first("Diversion").orElse("")).contains("sip:anna@" + DOMAIN);
        Events heard = new Events();
        Leg leg = call.accept(SDP, heard);
        heard.until("acknowledged");
        bob.awaitTalking();
        leg.hangUp();
        bob.awaitOver();
        heard.until("ended");

        Baresip anna = peers.with(Baresip.of("anna", 660).answering().at(kamailio));
        bob.dial(kamailio.uri("anna"));
        anna.awaitTalking();
        SipRequest publication = next(published);
        assertThat(publication.peer()).endsWith("/TLS");
        assertThat(publication.body().orElse("")).contains("<state>confirmed</state>");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSwitchThatIsUntrustedOrForAnotherHostIsNotSpokenTo(boolean untrusted) throws Exception {
        Kamailio kamailio = kamailio(untrusted ? ofStranger : ofElsewhere, true);
        JainUserAgent agent = agent(trunk());

        assertThat(options(agent).status()).isEqualTo(503);
        await().untilAsserted(() ->
                assertThat(agent.counters().get("registrations.failed")).isPositive());
        assertThat(agent.registered()).contains(false);
        // Its handshakes failed, at our word; so no request can have followed.
        await().untilAsserted(() -> assertThat(kamailio.log()).contains("TLS accept:error", "alert"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSwitchWithoutACertificateIsHeardIfNoneIsNeeded(boolean needed) throws Exception {
        Kamailio kamailio = kamailio(ofSwitch, false);
        JainUserAgent agent = agent(settings(needed));
        JainUserAgent phone =
                peers.with(new JainUserAgent(AgentSettings.of("anna", new Listen("UDP", "127.0.0.1", Ports.free()))
                        .account("anna", "secret")
                        .proxy("sip:127.0.0.1:" + kamailio.port())
                        .settings()));
        phone.start();

        Events said = new Events();
        place(phone, "anna", "bob", said);

        if (needed) {
            // The switch says what it would have said without us, and tries again later.
            said.until("failed 480");
            assertThat(kamailio.log()).contains("Ringback did not take a failed call");
            assertThat(agent.counters()).containsEntry("requests.taken", 0L);
            assertThat(calls).isEmpty();
        } else {
            IncomingCall call = next(calls);
            assertThat(call.invite().peer()).endsWith("/TLS");
            call.refuse(486, Map.of());
            said.until("failed 486");
        }
    }

    private List<String> certificate(Signed signed, String version) {
        return List.of(
                version,
                "-cipher",
                "DEFAULT@SECLEVEL=0",
                "-cert",
                signed.certificate().toString(),
                "-key",
                signed.key().toString(),
                "-CAfile",
                trusted.certificate().toString(),
                "-verify_return_error",
                "-verify_ip",
                "127.0.0.1");
    }

    private static String request() {
        return """
                OPTIONS sip:ringback@127.0.0.1 SIP/2.0
                Via: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bK%1$s;rport
                From: <sip:s_client@127.0.0.1>;tag=1
                To: <sip:ringback@127.0.0.1>
                Call-ID: %1$s
                CSeq: 1 OPTIONS
                Max-Forwards: 70
                Content-Length: 0
                """.formatted(UUID.randomUUID());
    }

    @Test
    void speaksTheVersionsOfTodayAndNotTheOldOnes() throws Exception {
        agent(settings(true));
        for (String version : List.of("-tls1_2", "-tls1_3")) {
            try (TlsClient client = TlsClient.to(port, certificate(ofSwitch, version))) {
                client.send(request());
                client.await("SIP/2.0 200");
            }
        }
        try (TlsClient client = TlsClient.to(port, certificate(ofSwitch, "-tls1_1"))) {
            assertThat(client.awaitEnd()).contains("alert protocol version");
        }
    }

    @Test
    void whoShowsNoCertificateOrAStrangersIsCutOffWithoutAnAnswer() throws Exception {
        JainUserAgent agent = agent(settings(true));
        for (List<String> options : List.of(List.<String>of(), certificate(ofStranger, "-tls1_3"))) {
            try (TlsClient client = TlsClient.to(port, options)) {
                client.send(request());
                assertThat(client.awaitEnd()).contains("alert").doesNotContain("SIP/2.0 ");
            }
        }
        assertThat(agent.counters()).containsEntry("requests.taken", 0L);
    }

    @Test
    void aStoreInWhichJavaTrustsNobodyIsNamedWithWhatToDo() {
        Tls tls = new Tls(own.keyStore(), Authority.PASSWORD, trusted.storeWithoutTrust(), Authority.PASSWORD, true);
        assertThatThrownBy(() -> agent(AgentSettings.of("ringback", new Listen("TLS", "127.0.0.1", port))
                        .tls(tls)))
                .hasMessageContaining("without-trust.p12")
                .hasMessageContaining("keytool -importcert");
    }

    @Test
    void aStoreWithoutAKeyIsNamedWithWhatToDo() throws Exception {
        Tls tls = new Tls(trusted.trustStore(), Authority.PASSWORD, trusted.trustStore(), Authority.PASSWORD, true);
        assertThatThrownBy(() -> agent(AgentSettings.of("ringback", new Listen("TLS", "127.0.0.1", port))
                        .tls(tls)))
                .hasMessageContaining("trusted.p12")
                .hasMessageContaining("openssl pkcs12 -export");
    }

    /** What befell a call, in its order. */
    private static final class Events implements LegListener {

        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        void until(String expected) throws InterruptedException {
            String event = next(events);
            while (!event.equals(expected)) {
                event = next(events);
            }
        }

        @Override
        public void answered(Optional<String> sdp) {
            events.add("answered");
        }

        @Override
        public void failed(int status, Optional<Integer> q850) {
            events.add("failed " + status);
        }

        @Override
        public void renegotiated(Optional<String> sdp) {}

        @Override
        public void renegotiationFailed(int status) {}

        @Override
        public void offered(Optional<String> offer) {}

        @Override
        public void acknowledged(Optional<String> sdp) {
            events.add("acknowledged");
        }

        @Override
        public void ended(boolean byPeer) {
            events.add(byPeer ? "ended by peer" : "ended");
        }
    }
}
