package io.ringback.protocol.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ringback.peers.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The routes of docs/sip-component.md, as they are written there, against an agent that plays the switch. */
@Execution(ExecutionMode.CONCURRENT)
class DocumentedRoutesTest {

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final int port = Ports.free();
    private final int switchPort = Ports.free();
    private final JainUserAgent phoneSwitch =
            new JainUserAgent(AgentSettings.udp("switch", switchPort).settings());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final BlockingQueue<SipRequest> taken = new LinkedBlockingQueue<>();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        phoneSwitch.start();
        phoneSwitch.onRequest(Set.of("MESSAGE", "PUBLISH", "SUBSCRIBE"), request -> {
            taken.add(request);
            return CompletableFuture.completedFuture(new SipResponse(
                    200,
                    Map.of(
                            "SIP-ETag",
                            List.of("tag-1"),
                            "Expires",
                            List.of(request.first("Expires").orElse("60"))),
                    Optional.empty()));
        });
        SipComponent component = new SipComponent();
        component.setListen("udp:127.0.0.1:" + port);
        component.setOutboundProxy("sip:127.0.0.1:" + switchPort);
        camel.addComponent("sip", component);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("documented.camel.yaml", routes()));
        camel.start();
        template = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        phoneSwitch.close();
    }

    private static String routes() throws Exception {
        Matcher yaml = YAML.matcher(Files.readString(Path.of("docs/sip-component.md")));
        assertThat(yaml.find()).as("there is an example").isTrue();
        return yaml.group(1);
    }

    private Exchange send(String route, String body, Map<String, Object> headers) {
        Exchange exchange = template.request("direct:" + route, sent -> {
            sent.getIn().setBody(body);
            headers.forEach(sent.getIn()::setHeader);
        });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private SipRequest next() throws InterruptedException {
        SipRequest request = taken.poll(20, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    @Test
    void aCallThatComesInIsRefused() throws Exception {
        HeardEvents caller = new HeardEvents();

        phoneSwitch.place(
                new OutgoingCall(
                        "sip:ringback@127.0.0.1:" + port,
                        "sip:anna@switch.example",
                        Optional.empty(),
                        Optional.of(SDP),
                        Map.of(),
                        Duration.ofSeconds(20)),
                caller);

        caller.next("failed 486");
    }

    @Test
    void aTextIsSent() throws Exception {
        send("send-text", "Hello", Map.of());

        SipRequest message = next();
        assertThat(message.method()).isEqualTo("MESSAGE");
        assertThat(message.uri()).isEqualTo("sip:bob@switch.example");
        assertThat(message.body()).contains("Hello");
    }

    @Test
    void presenceIsPublishedAndThenRefreshedByItsTag() throws Exception {
        send("publish-presence", "<presence/>", Map.of());

        SipRequest first = next();
        assertThat(first.body()).contains("<presence/>");
        assertThat(first.first("Content-Type")).contains("application/pidf+xml");
        assertThat(first.first("SIP-If-Match")).isEmpty();
        SipRequest again = next();
        assertThat(again.body()).isEmpty();
        assertThat(again.first("SIP-If-Match")).contains("tag-1");
    }

    @Test
    void presenceIsWatchedUntilTheSubscriptionIsEnded() throws Exception {
        Exchange watching = send("watch-presence", null, Map.of());
        assertThat(next().first("Event")).contains("presence");
        String id = watching.getMessage().getHeader(SipConstants.SUBSCRIPTION, String.class);

        SipRequest changed = new SipRequest(
                "NOTIFY",
                "",
                Map.of("Call-ID", List.of(id), "Content-Type", List.of("application/pidf+xml")),
                Optional.of("<presence/>"),
                "");
        assertThat(phoneSwitch
                        .send(changed)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .status())
                .isEqualTo(200);

        send("watch-presence-no-more", null, Map.of(SipConstants.SUBSCRIPTION, id));
        SipRequest end = next();
        assertThat(end.first("Expires")).contains("0");
        assertThat(end.first("Call-ID")).contains(id);
    }

    @Test
    void aCallIsPlacedAndHungUp() throws Exception {
        HeardEvents phone = new HeardEvents();
        phoneSwitch.onCall(call -> call.accept(SDP.replace("4000", "4002"), phone));

        Exchange called = send("call-and-hang-up", SDP, Map.of());

        assertThat(called.getMessage().getHeader(SipConstants.STATUS)).isEqualTo(200);
        phone.next("acknowledged -");
        phone.next("ended by peer");
        await().untilAsserted(() -> assertThat(phoneSwitch.holdings().legs()).isZero());
    }
}
