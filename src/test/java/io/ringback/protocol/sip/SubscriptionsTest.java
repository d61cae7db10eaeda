package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Subscriptions (RFC 6665) between two agents: made, refreshed, told of events, ended by either side. */
@Execution(ExecutionMode.CONCURRENT)
class SubscriptionsTest {

    private final int subscriberPort = Ports.free();
    private final int notifierPort = Ports.free();
    private final JainUserAgent subscriber =
            new JainUserAgent(AgentSettings.udp("subscriber", subscriberPort).settings());
    private final JainUserAgent notifier =
            new JainUserAgent(AgentSettings.udp("notifier", notifierPort).settings());
    private final BlockingQueue<SipRequest> subscribed = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipRequest> notified = new LinkedBlockingQueue<>();
    private volatile int granted = 3600;

    @BeforeEach
    void start() {
        subscriber.start();
        notifier.start();
        notifier.onRequest(Set.of("SUBSCRIBE"), request -> {
            subscribed.add(request);
            int seconds = Math.min(
                    granted, request.first("Expires").map(Integer::parseInt).orElse(granted));
            return CompletableFuture.completedFuture(
                    new SipResponse(200, Map.of("Expires", List.of(Integer.toString(seconds))), Optional.empty()));
        });
        subscriber.onRequest(Set.of("NOTIFY"), request -> {
            notified.add(request);
            return CompletableFuture.completedFuture(SipResponse.of(200));
        });
    }

    @AfterEach
    void stop() {
        subscriber.close();
        notifier.close();
    }

    private SipResponse send(JainUserAgent from, SipRequest request) throws Exception {
        return from.send(request).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private String subscribe() throws Exception {
        SipResponse response = send(
                subscriber,
                new SipRequest(
                        "SUBSCRIBE",
                        "sip:bob@127.0.0.1:" + notifierPort,
                        Map.of("Event", List.of("presence"), "Expires", List.of("3600")),
                        Optional.empty(),
                        ""));
        assertThat(response.status()).isEqualTo(200);
        return response.first("Call-ID").orElseThrow();
    }

    private SipResponse inform(String id, String state) throws Exception {
        return send(
                notifier,
                new SipRequest(
                        "NOTIFY",
                        "",
                        Map.of(
                                "Call-ID", List.of(id),
                                "Subscription-State", List.of(state),
                                "Content-Type", List.of("application/pidf+xml")),
                        Optional.of("<presence/>"),
                        ""));
    }

    private static SipRequest next(BlockingQueue<SipRequest> queue) throws InterruptedException {
        SipRequest request = queue.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    @Test
    void whoSubscribesIsNotified() throws Exception {
        String id = subscribe();

        assertThat(inform(id, "active;expires=3600").status()).isEqualTo(200);

        SipRequest notify = next(notified);
        assertThat(notify.body()).contains("<presence/>");
        assertThat(notify.first("Event")).contains("presence");
        assertThat(notify.first("Call-ID")).contains(id);
    }

    @Test
    void aSubscriptionIsRefreshedInItsDialogBeforeItExpires() throws Exception {
        granted = 1;
        String id = subscribe();
        SipRequest first = next(subscribed);
        SipRequest refresh = next(subscribed);

        assertThat(refresh.first("Call-ID")).contains(id);
        assertThat(first.first("To").orElseThrow()).doesNotContain("tag=");
        assertThat(refresh.first("To").orElseThrow()).contains("tag=");
        assertThat(inform(id, "active").status()).isEqualTo(200);
    }

    @Test
    void theSubscriberEndsIt() throws Exception {
        String id = subscribe();
        next(subscribed);
        SipResponse ended = send(
                subscriber,
                new SipRequest(
                        "SUBSCRIBE",
                        "",
                        Map.of("Call-ID", List.of(id), "Expires", List.of("0")),
                        Optional.empty(),
                        ""));

        assertThat(ended.status()).isEqualTo(200);
        assertThat(next(subscribed).first("Expires")).contains("0");
        assertThat(send(
                                subscriber,
                                new SipRequest("SUBSCRIBE", "", Map.of("Call-ID", List.of(id)), Optional.empty(), ""))
                        .status())
                .isEqualTo(481);
    }

    @Test
    void theNotifierEndsIt() throws Exception {
        String id = subscribe();

        assertThat(inform(id, "terminated;reason=noresource").status()).isEqualTo(200);

        assertThat(next(notified).first("Subscription-State")).contains("terminated;reason=noresource");
        assertThat(inform(id, "active").status()).isEqualTo(481);
    }

    @Test
    void aSubscriptionThatTheNotifierLetGoIsMadeAnew() throws Exception {
        String id = subscribe();
        next(subscribed);

        inform(id, "terminated;reason=deactivated");

        SipRequest anew = next(subscribed);
        assertThat(anew.first("To").orElseThrow()).doesNotContain("tag=");
        assertThat(anew.first("Call-ID").orElseThrow()).isNotEqualTo(id);
    }

    @Test
    void whoDoesNotComeAgainIsToldThatItIsOver() throws Exception {
        try (RawPeer raw = new RawPeer("127.0.0.1", notifierPort)) {
            granted = 1;
            String answer = raw.ask(raw.request(
                    "SUBSCRIBE",
                    "sip:bob@127.0.0.1:" + notifierPort,
                    "Event: presence\r\nContact: <sip:raw@127.0.0.1:" + raw.port() + ">\r\n",
                    ""));
            assertThat(RawPeer.status(answer)).isEqualTo(200);
            assertThat(RawPeer.header(answer, "Contact")).isPresent();

            String last = raw.receive();
            assertThat(last).startsWith("NOTIFY sip:raw@127.0.0.1:" + raw.port());
            assertThat(RawPeer.header(last, "Subscription-State")).contains("terminated;reason=timeout");
        }
    }

    @Test
    void aClosedAgentEndsItsSubscriptions() throws Exception {
        subscribe();
        next(subscribed);

        subscriber.close();

        await().untilAsserted(() -> assertThat(subscribed.peek()).isNotNull());
        assertThat(next(subscribed).first("Expires")).contains("0");
    }
}
