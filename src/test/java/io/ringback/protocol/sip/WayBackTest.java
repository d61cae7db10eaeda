package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that say nothing, or something wrong, about the way back are answered where they came from. */
@Isolated("all that is logged and printed is looked at")
class WayBackTest {

    private static final String URI = "sip:ringback@127.0.0.1";
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";

    private final int udp = Ports.free();
    private final int tcp = Ports.free();
    private final JainUserAgent agent = new JainUserAgent(
            AgentSettings.of("ways", new Listen("UDP", "127.0.0.1", udp), new Listen("TCP", "127.0.0.1", tcp))
                    .settings());
    private LoggedLines logged;

    @BeforeEach
    void start() {
        logged = new LoggedLines();
        agent.start();
    }

    @AfterEach
    void stop() {
        agent.close();
        logged.close();
    }

    private void stillAnswers(RawConnection peer) throws IOException {
        peer.send(peer.request("OPTIONS", URI, EMPTY, ""));
        // The pong to what came before may come first.
        assertThat(peer.response(10_000).orElse("").stripLeading()).startsWith("SIP/2.0 200");
        assertThat(logged.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Via:\r\n", "Via: nonsense\r\n", "Via: SIP/2.0/TCP ;branch=z9hG4bK1\r\n"})
    void aRequestWithoutAReadableViaIsRefusedOnItsConnection(String via) throws Exception {
        try (RawConnection peer = new RawConnection(tcp)) {
            peer.send(peer.request("OPTIONS", URI, EMPTY, "").replaceFirst("Via: .*\r\n", via));

            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 400");
            stillAnswers(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Via:\r\n", "Via: nonsense\r\n", "Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1\r\n"})
    void aDatagramWithoutAReadableViaIsRefusedAtItsSource(String via) {
        try (RawPeer peer = new RawPeer("127.0.0.1", udp)) {
            String answer = peer.ask(peer.request("OPTIONS", URI, "", "").replaceFirst("Via: .*\r\n", via));

            assertThat(RawPeer.status(answer)).isEqualTo(400);
            assertThat(logged.all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TLS", "WS"})
    void aViaThatNamesAnotherTransportIsAnsweredOnTheConnectionAndSentBackAsItWas(String named) throws Exception {
        try (RawConnection peer = new RawConnection(tcp)) {
            peer.send(peer.request("OPTIONS", URI, EMPTY, "").replace("SIP/2.0/TCP", "SIP/2.0/" + named));

            String answer = peer.response(10_000).orElse("");
            assertThat(answer).startsWith("SIP/2.0 200").contains("SIP/2.0/" + named + " 127.0.0.1");
            stillAnswers(peer);
        }
    }

    @Test
    void whatLooksLikeNoRequestIsNotAnswered() {
        try (RawPeer peer = new RawPeer("127.0.0.1", udp)) {
            peer.send("\0\0\0\0");
            peer.send("jaK");
            peer.send("hello\r\n\r\n");

            assertThat(peer.ask(peer.request("OPTIONS", URI, "", ""))).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void aPingIsAnsweredByAPongBeforeBetweenAndAfterMessages() throws Exception {
        try (RawConnection peer = new RawConnection(tcp)) {
            peer.send("\r\n\r\n");
            assertThat(peer.bytes(2, 10_000)).isEqualTo("\r\n");

            stillAnswers(peer);
            peer.send("\r\n\r\n");
            assertThat(peer.bytes(2, 10_000)).isEqualTo("\r\n");
            peer.send("\r\n" + peer.request("OPTIONS", URI, EMPTY, ""));
            assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 200");
            stillAnswers(peer);
        }
    }

    @Test
    void aFloodOfPingsEndsWithItsConnectionAndHarmsNobodyElse() throws Exception {
        try (RawConnection flood = new RawConnection(tcp);
                RawConnection peer = new RawConnection(tcp)) {
            flood.send("\r\n".repeat(100_000));

            assertThat(flood.isClosed(20_000)).isTrue();
            stillAnswers(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\r\n", "\r\r\r\r", "\n\r\r\n\r\n", "\r\n\r\r\r\n"})
    void lineEndsOfOddKindsBetweenMessagesHarmNobody(String odd) throws Exception {
        try (RawConnection peer = new RawConnection(tcp)) {
            stillAnswers(peer);
            peer.send(odd);
            stillAnswers(peer);
        }
        try (RawConnection peer = new RawConnection(tcp)) {
            peer.send(odd);
            stillAnswers(peer);
        }
    }

    @Test
    void aBodyPassesWithItsReturnsHoweverItsLengthIsNamed() throws Exception {
        String body = "\r\r\r\n\r\r\n\n\r\r";
        try (RawConnection peer = new RawConnection(tcp)) {
            for (String name : new String[] {"Content-Length: ", "l:", "CONTENT-length : "}) {
                peer.send(peer.request(
                        "OPTIONS",
                        URI,
                        "Content-Type: application/octet-stream\r\n" + name + body.length() + "\r\n\r\n",
                        body));
                assertThat(peer.response(10_000).orElse("")).startsWith("SIP/2.0 200");
                stillAnswers(peer);
            }
        }
    }
}
