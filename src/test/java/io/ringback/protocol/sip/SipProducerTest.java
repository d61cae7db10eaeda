package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What routes send, and how they place and steer calls, to an agent that plays the other side. */
@Execution(ExecutionMode.CONCURRENT)
class SipProducerTest {

    private static final String OFFER =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private static final String ANSWER = OFFER.replace("4000", "4002");

    private final int port = Ports.free();
    private final int peerPort = Ports.free();
    private final String bob = "sip:bob@127.0.0.1:" + peerPort;
    private final JainUserAgent agent =
            new JainUserAgent(AgentSettings.udp("producer", port).settings());
    private final JainUserAgent peer =
            new JainUserAgent(AgentSettings.udp("peer", peerPort).settings());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BlockingQueue<SipRequest> taken = new LinkedBlockingQueue<>();
    private final Phone phone = new Phone();
    private ProducerTemplate template;

    /** Answers, and notes what happens to it. */
    private static final class Phone implements LegListener {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private volatile Leg leg;

        @Override
        public void answered(Optional<String> sdp) {}

        @Override
        public void failed(int status, Optional<Integer> q850) {
            heard.add("failed");
        }

        @Override
        public void renegotiated(Optional<String> sdp) {}

        @Override
        public void renegotiationFailed(int status) {}

        @Override
        public void offered(Optional<String> offer) {
            heard.add("offered " + offer.isPresent());
            leg.answer(ANSWER.replace("4002", "4004"));
        }

        @Override
        public void acknowledged(Optional<String> sdp) {
            heard.add("acknowledged " + sdp.isPresent());
        }

        @Override
        public void info(String contentType, String body) {
            heard.add("info " + body);
        }

        @Override
        public void ended(boolean byPeer) {
            heard.add("ended " + byPeer);
        }

        String next() throws InterruptedException {
            return heard.poll(20, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void start() {
        SipComponent component = new SipComponent();
        component.setUserAgent(agent);
        camel.addComponent("sip", component);
        camel.start();
        template = camel.createProducerTemplate();
        agent.start();
        peer.start();
        peer.onRequest(Set.of("MESSAGE", "PUBLISH"), request -> {
            taken.add(request);
            return CompletableFuture.completedFuture(
                    request.method().equals("PUBLISH")
                            ? new SipResponse(
                                    200,
                                    Map.of("SIP-ETag", List.of("tag-1"), "Expires", List.of("1800")),
                                    Optional.empty())
                            : SipResponse.of(request.body().filter("no"::equals).isPresent() ? 603 : 202));
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
        agent.close();
        peer.close();
    }

    private Exchange send(String uri, String body, Map<String, Object> headers) {
        Exchange exchange = template.send(uri, sent -> {
            sent.getIn().setBody(body);
            sent.getIn().setHeaders(new java.util.HashMap<>(headers));
        });
        return exchange;
    }

    @Test
    void aMessageIsSentWithWhatTheRouteSets() throws Exception {
        Exchange sent = send(
                "sip:text?to=" + bob + "&from=sip:desk@switch.example",
                "Hällo",
                Map.of(SipConstants.HEADERS, Map.of("Subject", "Hi", "X-Two", List.of("a", "b"))));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getHeader(SipConstants.STATUS)).isEqualTo(202);
        SipRequest message = taken.poll(20, TimeUnit.SECONDS);
        assertThat(message.body()).contains("Hällo");
        assertThat(message.first("Subject")).contains("Hi");
        assertThat(message.all("X-Two")).containsExactly("a", "b");
        assertThat(message.first("From").orElseThrow()).contains("sip:desk@switch.example");
        assertThat(message.first("Contact")).isEmpty();
    }

    @Test
    void aRefusalIsAnExceptionUnlessTheRouteWantsTheStatus() {
        Exchange refused = send("sip:text?to=" + bob, "no", Map.of());
        assertThat(refused.getException())
                .isInstanceOf(SipRefusedException.class)
                .hasMessage("The MESSAGE was answered 603");

        Exchange told = send("sip:text?throwExceptionOnFailure=false&to=" + bob, "no", Map.of());
        assertThat(told.getException()).isNull();
        assertThat(told.getMessage().getHeader(SipConstants.STATUS)).isEqualTo(603);
    }

    @Test
    void aPublicationIsRefreshedByItsTag() throws Exception {
        Exchange first =
                send("sip:presence?method=PUBLISH&event=presence&expires=60&to=" + bob, "<presence/>", Map.of());
        assertThat(first.getMessage().getHeader(SipConstants.ETAG)).isEqualTo("tag-1");
        assertThat(first.getMessage().getHeader(SipConstants.EXPIRES)).isEqualTo(1800);
        assertThat(taken.poll(20, TimeUnit.SECONDS).first("SIP-If-Match")).isEmpty();

        send(
                "sip:presence?method=PUBLISH&event=presence&to=" + bob,
                "",
                first.getMessage().getHeaders());

        SipRequest refresh = taken.poll(20, TimeUnit.SECONDS);
        assertThat(refresh.first("SIP-If-Match")).contains("tag-1");
        assertThat(refresh.first("Event")).contains("presence");
    }

    @Test
    void aCallIsPlacedSteeredAndEnded() throws Exception {
        peer.onCall(call -> phone.leg = call.accept(ANSWER, phone));
        String calls = "sip:calls?to=" + bob + "&from=sip:desk@127.0.0.1:" + port + "&method=";

        Exchange placed = send(calls + "INVITE", OFFER, Map.of());
        assertThat(placed.getException()).isNull();
        assertThat(placed.getMessage().getBody(String.class)).isEqualTo(ANSWER);
        Map<String, Object> leg = Map.of(SipConstants.LEG, placed.getMessage().getHeader(SipConstants.LEG));
        assertThat(phone.next()).isEqualTo("acknowledged false");

        Exchange again = send(calls + "INVITE", OFFER.replace("4000", "4006"), leg);
        assertThat(again.getMessage().getBody(String.class)).contains("m=audio 4004");
        assertThat(phone.next()).isEqualTo("offered true");
        assertThat(phone.next()).isEqualTo("acknowledged false");

        assertThat(send(calls + "INFO&contentType=application/dtmf-relay", "Signal=5", leg)
                        .getException())
                .isNull();
        assertThat(phone.next()).isEqualTo("info Signal=5");

        assertThat(send(calls + "BYE", null, leg).getMessage().getHeader(SipConstants.STATUS))
                .isEqualTo(200);
        assertThat(phone.next()).isEqualTo("ended true");
        assertThat(send(calls + "BYE", null, leg).getException()).hasMessageContaining("It may have ended");
        await().untilAsserted(() -> assertThat(agent.holdings().legs()).isZero());
    }

    @Test
    void aCallThatIsRefusedSaysSo() {
        peer.onCall(call -> call.refuse(486, Map.of()));

        Exchange placed = send("sip:calls?method=INVITE&from=sip:desk@127.0.0.1&to=" + bob, OFFER, Map.of());

        assertThat(placed.getException()).hasMessage("The INVITE was answered 486");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(send("sip:text", "x", Map.of()).getException()).hasMessageContaining("the option to");
        assertThat(send("sip:text?to=" + bob, "x", Map.of(SipConstants.HEADERS, Map.of("X-One", "a\r\nX-Two: b")))
                        .getException())
                .hasMessageContaining("must be one line");
        assertThat(send("sip:calls?method=BYE", "", Map.of()).getException()).hasMessageContaining(SipConstants.LEG);
        assertThatThrownBy(() -> SipSettings.Listen.of("udp:5060")).hasMessageContaining("udp:192.0.2.1:5060");
    }
}
