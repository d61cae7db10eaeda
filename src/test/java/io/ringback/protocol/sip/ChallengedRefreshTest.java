package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringback.peers.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A notifier, played by hand, that asks for credentials when a subscription is refreshed. */
class ChallengedRefreshTest {

    private final int port = Ports.free();

    @Test
    void whatFollowsInTheSubscriptionIsNumberedOn() throws Exception {
        try (RawPeer notifier = new RawPeer("127.0.0.1", port);
                JainUserAgent agent = new JainUserAgent(AgentSettings.udp("subscriber", port)
                        .account("ringback", "secret")
                        .settings())) {
            agent.start();
            CompletableFuture<SipResponse> subscribed = send(
                    agent, "sip:bob@127.0.0.1:" + notifier.port(), Map.of("Event", List.of("presence")));
            String first = next(notifier, 0);
            answer(notifier, first, "200 OK", "");
            String id = subscribed.get(20, TimeUnit.SECONDS).first("Call-ID").orElseThrow();

            CompletableFuture<SipResponse> refreshed = send(agent, "", Map.of("Call-ID", List.of(id)));
            String refresh = next(notifier, sequence(first));
            answer(
                    notifier,
                    refresh,
                    "401 Unauthorized",
                    "WWW-Authenticate: Digest realm=\"presence\", nonce=\"n\", algorithm=MD5\r\n");
            String authorized = next(notifier, sequence(refresh));
            assertThat(RawPeer.header(authorized, "Authorization")).isPresent();
            answer(notifier, authorized, "200 OK", "");
            assertThat(refreshed.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);

            CompletableFuture<SipResponse> again = send(agent, "", Map.of("Call-ID", List.of(id)));
            String next = next(notifier, 0);
            while (List.of(first, refresh, authorized).contains(next)) {
                next = next(notifier, 0);
            }
            assertThat(sequence(next)).isEqualTo(sequence(authorized) + 1);
            answer(notifier, next, "200 OK", "");
            assertThat(again.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    private static CompletableFuture<SipResponse> send(
            JainUserAgent agent, String uri, Map<String, List<String>> headers) {
        return agent.send(new SipRequest("SUBSCRIBE", uri, headers, Optional.empty(), ""))
                .toCompletableFuture();
    }

    /** The next request beyond that number; retransmissions are passed over. */
    private static String next(RawPeer notifier, long after) {
        String request = notifier.receive();
        while (sequence(request) <= after) {
            request = notifier.receive();
        }
        return request;
    }

    private static long sequence(String request) {
        return Long.parseLong(RawPeer.header(request, "CSeq").orElseThrow().split(" ")[0]);
    }

    private static void answer(RawPeer notifier, String request, String status, String more) {
        String to = RawPeer.header(request, "To").orElseThrow();
        notifier.send("SIP/2.0 " + status + "\r\nVia: "
                + RawPeer.header(request, "Via").orElseThrow() + "\r\nFrom: "
                + RawPeer.header(request, "From").orElseThrow() + "\r\nTo: "
                + (to.contains("tag=") ? to : to + ";tag=notifier") + "\r\nCall-ID: "
                + RawPeer.header(request, "Call-ID").orElseThrow() + "\r\nCSeq: "
                + RawPeer.header(request, "CSeq").orElseThrow() + "\r\nContact: <sip:bob@127.0.0.1:"
                + notifier.port() + ">\r\nExpires: 3600\r\n" + more + "Content-Length: 0\r\n\r\n");
    }
}
