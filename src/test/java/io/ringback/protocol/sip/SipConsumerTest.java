package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How routes take requests and calls. */
@Execution(ExecutionMode.CONCURRENT)
class SipConsumerTest {

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private final int port = Ports.free();
    private final JainUserAgent agent =
            new JainUserAgent(SipSettings.of("consumer", new Listen("UDP", "127.0.0.1", port)));
    private final CamelContext camel = new DefaultCamelContext();
    private final RawPeer peer = new RawPeer("127.0.0.1", port);
    private final CountDownLatch held = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        SipComponent component = new SipComponent();
        component.setUserAgent(agent);
        camel.addComponent("sip", component);
        agent.start();
    }

    @AfterEach
    void stop() throws Exception {
        held.countDown();
        camel.stop();
        agent.close();
        peer.close();
    }

    private void route(String uri, org.apache.camel.Processor processor) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId(uri).process(processor);
            }
        });
        if (!camel.isStarted()) {
            camel.start();
        }
    }

    private String invite() {
        return peer.request(
                "INVITE",
                "sip:ringback@127.0.0.1:" + port,
                "Contact: <sip:raw@127.0.0.1:" + peer.port() + ">\r\nContent-Type: application/sdp\r\n"
                        + "Diversion: <sip:bob@switch.example>;reason=user-busy\r\n",
                SDP);
    }

    private void acknowledge(String invite, String response) {
        peer.send(invite.substring(0, invite.indexOf("\r\n\r\n"))
                        .replace("INVITE", "ACK")
                        .replaceFirst(
                                "To: [^\r]*",
                                "To: " + RawPeer.header(response, "To").orElseThrow())
                        .replaceFirst("Content-Length: \\d+", "Content-Length: 0")
                + "\r\n\r\n");
    }

    @Test
    void theRouteDecidesTheResponseToACall() throws Exception {
        route("sip:switch?methods=INVITE", exchange -> {
            SipRequest request = exchange.getMessage().getHeader(SipConstants.REQUEST, SipRequest.class);
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(SDP);
            assertThat(request.first("Diversion")).contains("<sip:bob@switch.example>;reason=user-busy");
            exchange.getMessage().setHeader(SipConstants.STATUS, 486);
            exchange.getMessage().setHeader(SipConstants.REASON, "Q.850;cause=17");
        });
        String invite = invite();

        String response = peer.ask(invite);
        acknowledge(invite, response);

        assertThat(RawPeer.status(response)).isEqualTo(486);
        assertThat(RawPeer.header(response, "Reason")).contains("Q.850;cause=17");
    }

    @Test
    void aRouteAnswersACallWithSdp() throws Exception {
        route("sip:phone?methods=INVITE", exchange -> {
            exchange.getMessage().setHeader(SipConstants.STATUS, 200);
            exchange.getMessage().setBody(SDP.replace("4000", "4002"));
        });
        String invite = invite();

        String response = peer.ask(invite);
        acknowledge(invite, response);

        assertThat(RawPeer.status(response)).isEqualTo(200);
        assertThat(response).contains("m=audio 4002 RTP/AVP 8");
        assertThat(agent.holdings().legs()).isOne();
        camel.stop();
        agent.close();
        assertThat(peer.receive()).startsWith("BYE ");
    }

    @Test
    void aRouteLeavesACallToWhomeverItHandedItTo() throws Exception {
        BlockingQueue<IncomingCall> handedOn = new LinkedBlockingQueue<>();
        route("sip:switch?methods=INVITE", exchange -> {
            handedOn.add(exchange.getMessage().getHeader(SipConstants.CALL, IncomingCall.class));
            exchange.getMessage().setHeader(SipConstants.STATUS, 100);
        });
        String invite = invite();
        peer.send(invite);
        IncomingCall call = handedOn.poll(20, TimeUnit.SECONDS);
        await().until(() -> camel.getInflightRepository().size() == 0);
        assertThat(RawPeer.status(peer.receive())).isEqualTo(100);
        assertThat(agent.holdings().legs()).as("still waits").isOne();

        call.refuse(486, Map.of());

        String response = peer.receive();
        acknowledge(invite, response);
        assertThat(RawPeer.status(response)).as("the first final response").isEqualTo(486);
    }

    @Test
    void aRouteThatFailsAnswers500AndSaysWhenToComeAgain() throws Exception {
        route("sip:switch?methods=INVITE", exchange -> {
            throw new IllegalStateException("as asked");
        });
        String invite = invite();

        String response = peer.ask(invite);
        acknowledge(invite, response);

        assertThat(RawPeer.status(response)).isEqualTo(500);
        assertThat(RawPeer.header(response, "Retry-After")).contains("5");
    }

    @Test
    void aStoppedRouteAsksToComeAgain() throws Exception {
        route("sip:switch?methods=INVITE,MESSAGE", exchange -> exchange.getMessage()
                .setBody(null));
        camel.getRouteController().stopRoute("sip:switch?methods=INVITE,MESSAGE");
        String invite = invite();

        String response = peer.ask(invite);
        acknowledge(invite, response);
        String message = peer.ask(peer.request("MESSAGE", "sip:ringback@127.0.0.1", "", ""));

        assertThat(RawPeer.status(response)).isEqualTo(503);
        assertThat(RawPeer.header(response, "Retry-After")).contains("5");
        assertThat(RawPeer.status(message)).isEqualTo(503);
        camel.getRouteController().startRoute("sip:switch?methods=INVITE,MESSAGE");
        assertThat(RawPeer.status(peer.ask(peer.request("MESSAGE", "sip:ringback@127.0.0.1", "", ""))))
                .isEqualTo(200);
    }

    @Test
    void severalConsumersShareTheAgentAndEachMethodGoesToOne() throws Exception {
        route("sip:chat?methods=MESSAGE", exchange -> exchange.getMessage().setHeader(SipConstants.STATUS, 202));
        route("sip:state?methods=PUBLISH", exchange -> {
            exchange.getMessage().setHeader(SipConstants.ETAG, "tag-1");
            exchange.getMessage().setHeader(SipConstants.EXPIRES, 60);
            exchange.getMessage().setHeader(SipConstants.HEADERS, Map.of("X-Note", "kept"));
        });

        assertThat(RawPeer.status(peer.ask(peer.request("MESSAGE", "sip:ringback@127.0.0.1", "", ""))))
                .isEqualTo(202);
        String published = peer.ask(peer.request("PUBLISH", "sip:ringback@127.0.0.1", "Event: presence\r\n", ""));
        assertThat(published).contains("SIP-ETag: tag-1", "Expires: 60", "X-Note: kept");
        assertThatThrownBy(() -> route("sip:other?methods=MESSAGE", exchange -> {}))
                .hasMessageContaining("There is a consumer of MESSAGE already");
    }

    @Test
    void aRouteThatIsSlowBlocksNoOtherRequest() throws Exception {
        route("sip:chat?methods=MESSAGE&threads=1&waiting=1", exchange -> held.await(20, TimeUnit.SECONDS));
        for (int i = 0; i < 12; i++) {
            peer.send(peer.request("MESSAGE", "sip:ringback@127.0.0.1", "", ""));
        }

        // One is in hand, one waits, and JAIN-SIP has eight threads.
        for (int i = 0; i < 10; i++) {
            String refused = peer.receive();
            assertThat(RawPeer.status(refused)).isEqualTo(503);
            assertThat(RawPeer.header(refused, "Retry-After")).isPresent();
        }
        assertThat(RawPeer.status(peer.ask(peer.request("OPTIONS", "sip:ringback@127.0.0.1", "", ""))))
                .isEqualTo(200);
        held.countDown();
        assertThat(RawPeer.status(peer.receive())).isEqualTo(200);
    }

    /** Each INVITE comes twice, as from a switch that has heard nothing for half a second. */
    @Test
    void eachCallOfABurstAboveWhatIsInHandHasItsFinalResponseAndNoneIsHandledTwice() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        route("sip:switch?methods=INVITE&threads=2&waiting=3", exchange -> {
            handled.incrementAndGet();
            held.await(20, TimeUnit.SECONDS);
            exchange.getMessage().setHeader(SipConstants.STATUS, 486);
        });
        Map<String, String> burst = IntStream.range(0, 40)
                .mapToObj(call -> invite())
                .collect(Collectors.toMap(
                        invite -> RawPeer.header(invite, "Call-ID").orElseThrow(), invite -> invite));
        burst.values().forEach(peer::send);
        burst.values().forEach(peer::send);

        Map<String, Integer> statuses = new HashMap<>();
        while (statuses.size() < burst.size()) {
            String response = peer.receive();
            if (RawPeer.status(response) >= 200) {
                String call = RawPeer.header(response, "Call-ID").orElseThrow();
                acknowledge(burst.get(call), response);
                statuses.put(call, RawPeer.status(response));
                assertThat(RawPeer.header(response, "Retry-After").isPresent())
                        .isEqualTo(RawPeer.status(response) == 503);
            }
            if (Collections.frequency(statuses.values(), 503) == 35) {
                held.countDown();
            }
        }

        assertThat(Collections.frequency(statuses.values(), 486)).isEqualTo(5);
        assertThat(handled).hasValue(5);
    }

    @Test
    void theComponentMakesAnAgentOfItsOwnOptions() throws Exception {
        int own = Ports.free();
        SipComponent component = new SipComponent();
        component.setListen("udp:127.0.0.1:" + own);
        camel.addComponent("own", component);
        route("own:chat?methods=MESSAGE", exchange -> {});

        try (RawPeer other = new RawPeer("127.0.0.1", own)) {
            assertThat(RawPeer.status(other.ask(other.request("MESSAGE", "sip:camel@127.0.0.1", "", ""))))
                    .isEqualTo(200);
        }
        camel.stop();
        await().untilAsserted(
                        () -> new java.net.DatagramSocket(own, java.net.InetAddress.getByName("127.0.0.1")).close());
    }
}
