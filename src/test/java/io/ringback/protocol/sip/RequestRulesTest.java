package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user agent answers by RFC 3261 8.2, whoever takes the requests. */
class RequestRulesTest {

    private static final int PORT = Ports.free();
    private static final JainUserAgent AGENT =
            new JainUserAgent(SipSettings.of("rules", new Listen("UDP", "127.0.0.1", PORT)));
    private static final AtomicReference<SipRequest> TAKEN = new AtomicReference<>();

    private final RawPeer peer = new RawPeer("127.0.0.1", PORT);

    @BeforeAll
    static void start() {
        AGENT.start();
        AGENT.onRequest(Set.of("MESSAGE"), request -> {
            TAKEN.set(request);
            return request.body().filter("fail"::equals).isPresent()
                    ? CompletableFuture.failedFuture(new IllegalStateException("as asked"))
                    : CompletableFuture.completedFuture(
                            new SipResponse(202, Map.of("X-Seen", java.util.List.of("yes")), Optional.empty()));
        });
    }

    @AfterAll
    static void stop() {
        AGENT.close();
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    a message                   | MESSAGE   | sip:ringback@127.0.0.1 | Content-Type: text/plain              | Hello | 202 | X-Seen: yes
                    a method nobody takes       | REGISTER  | sip:127.0.0.1          | -                                     | -     | 405 | Allow: ACK,BYE,CANCEL,INFO,INVITE,MESSAGE,OPTIONS,PRACK,UPDATE
                    a method nobody knows       | DANCE     | sip:ringback@127.0.0.1 | -                                     | -     | 501 | -
                    a scheme nobody knows       | MESSAGE   | news:comp.lang         | Content-Type: text/plain              | Hello | 416 | -
                    an extension nobody knows   | MESSAGE   | sip:ringback@127.0.0.1 | Require: timer, magic                 | -     | 420 | Unsupported: magic
                    an extension that is known  | MESSAGE   | sip:ringback@127.0.0.1 | Require: timer                        | -     | 202 | -
                    a packed body               | MESSAGE   | sip:ringback@127.0.0.1 | Content-Encoding: gzip                | Hello | 415 | Accept-Encoding: identity,deflate
                    what is not deflated        | MESSAGE   | sip:ringback@127.0.0.1 | Content-Encoding: deflate             | Hello | 400 | -
                    a body of no type           | MESSAGE   | sip:ringback@127.0.0.1 | -                                     | Hello | 400 | -
                    an offer that is no SDP     | INVITE    | sip:ringback@127.0.0.1 | Content-Type: text/plain%Contact: <sip:a@127.0.0.1> | Hello | 415 | Accept: application/sdp
                    an INVITE without Contact   | INVITE    | sip:ringback@127.0.0.1 | -                                     | -     | 400 | -
                    an event of no package      | SUBSCRIBE | sip:ringback@127.0.0.1 | Contact: <sip:a@127.0.0.1>            | -     | 489 | -
                    capabilities                | OPTIONS   | sip:ringback@127.0.0.1 | -                                     | -     | 200 | Accept: application/sdp
                    a handler that fails        | MESSAGE   | sip:ringback@127.0.0.1 | Content-Type: text/plain              | fail  | 500 | Retry-After: 5
                    """)
    void isAnswered(String what, String method, String uri, String header, String body, int status, String expected) {
        String headers = header == null ? "" : header.replace("%", "\r\n") + "\r\n";

        String response = peer.ask(peer.request(method, uri, headers, body == null ? "" : body));

        assertThat(RawPeer.status(response)).isEqualTo(status);
        if (expected != null) {
            assertThat(response).contains(expected + "\r\n");
        }
        assertThat(RawPeer.header(response, "To").orElseThrow()).contains(";tag=");
    }

    @Test
    void whoTakesARequestSeesAllOfIt() {
        peer.ask(peer.request(
                "MESSAGE",
                "sip:ringback@127.0.0.1",
                "Content-Type: text/plain\r\nX-One: a, b\r\nx-one: c\r\nSubject: Hi\r\n",
                "Hällo"));

        SipRequest taken = TAKEN.get();
        assertThat(taken.all("X-One")).containsExactly("a, b", "c");
        assertThat(taken.first("subject")).contains("Hi");
        assertThat(taken.body()).contains("Hällo");
        assertThat(taken.peer()).isEqualTo("127.0.0.1:" + peer.port() + "/UDP");
    }

    @Test
    void aRequestThatCameOnTwoWaysIsTakenOnce() {
        String first = peer.request("MESSAGE", "sip:ringback@127.0.0.1", "", "");
        String second = first.replace(";branch=z9hG4bKraw", ";branch=z9hG4bKother");

        assertThat(RawPeer.status(peer.ask(first))).isEqualTo(202);
        assertThat(RawPeer.status(peer.ask(second))).isEqualTo(482);
        assertThat(RawPeer.status(peer.ask(first))).as("a retransmission").isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"BYE", "MESSAGE", "INFO", "OPTIONS", "NOTIFY"})
    void whatBelongsToNoDialogIsToldSo(String method) {
        String more = "Event: presence\r\nSubscription-State: active\r\n";
        String request = peer.request(method, "sip:ringback@127.0.0.1", more, "")
                .replace("To: <sip:ringback@127.0.0.1>", "To: <sip:ringback@127.0.0.1>;tag=gone");

        assertThat(RawPeer.status(peer.ask(request))).isEqualTo(481);
    }
}
