package io.ringback.media.sipmessage;

import io.ringback.ShippedRoutes;
import io.ringback.arrival.HandedInEndpoint;
import io.ringback.peers.Ports;
import io.ringback.protocol.sip.JainUserAgent;
import io.ringback.protocol.sip.SipComponent;
import io.ringback.protocol.sip.SipSettings;
import io.ringback.protocol.sip.SipSettings.Listen;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** {@code camel-routes/sip-message.camel.yaml} on a trunk of its own, between a switch and endpoints that keep what they get. */
final class MessageRoutes implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final int port;
    private final JainUserAgent trunk;
    private final List<Map<?, ?>> replies = new CopyOnWriteArrayList<>();
    private final List<Map<?, ?>> reports = new CopyOnWriteArrayList<>();
    private final AtomicBoolean switchUp = new AtomicBoolean(true);
    private final AtomicInteger failures = new AtomicInteger();
    private volatile RuntimeException problem;

    private MessageRoutes(int port, String proxy, String domain, boolean imdn) throws Exception {
        this.port = port;
        SipSettings plain = SipSettings.of("ringback", new Listen("UDP", "127.0.0.1", port));
        trunk = new JainUserAgent(new SipSettings(
                plain.name(),
                plain.listen(),
                plain.advertised(),
                plain.user(),
                Optional.of(proxy),
                Optional.of(new SipSettings.Account("ringback", "secret")),
                plain.registration(),
                plain.peers(),
                plain.requestsPerSecond(),
                plain.users(),
                plain.realm(),
                plain.watch(),
                plain.watchEvery(),
                plain.tls(),
                Duration.ofMillis(50)));
        SipComponent component = new SipComponent();
        component.setUserAgent(trunk);
        camel.addComponent("sip", component);
        camel.getRegistry()
                .bind(
                        "sipMessages",
                        new SipMessages(
                                new SipMessageProperties(imdn), proxy, domain, switchUp::get, Clock.systemUTC()));
        camel.getPropertiesComponent().addInitialProperty("ringback.sip.proxy", proxy);
        camel.getPropertiesComponent().addInitialProperty("ringback.instant-messages.sip", "true");
        camel.addRoutes(new HandedInEndpoint());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:reply-received").process(exchange -> take(exchange, replies));
                from("direct:delivery-report").process(exchange -> take(exchange, reports));
            }
        });
        load(camel);
        ShippedRoutes.load(camel, "instant-message");
        trunk.start();
        camel.start();
    }

    private static void load(CamelContext camel) throws Exception {
        ShippedRoutes.load(camel, "sip-message");
    }

    /** How many routes the file has with such settings. */
    static int routesWith(Map<String, String> settings) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            settings.forEach(camel.getPropertiesComponent()::addInitialProperty);
            load(camel);
            camel.start();
            return camel.getRoutes().size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A trunk on that port, to the switch on that port. */
    static MessageRoutes start(int port, int switchPort, String domain, boolean imdn) {
        try {
            return new MessageRoutes(port, "sip:127.0.0.1:" + switchPort, domain, imdn);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static MessageRoutes start(int switchPort, boolean imdn) {
        return start(Ports.free(), switchPort, "", imdn);
    }

    private void take(Exchange exchange, List<Map<?, ?>> into) {
        if (problem != null) {
            failures.incrementAndGet();
            throw problem;
        }
        into.add(exchange.getMessage().getBody(Map.class));
    }

    int port() {
        return port;
    }

    /** What the trunk knows of the switch. */
    void switchIsUp(boolean up) {
        switchUp.set(up);
    }

    /** What the endpoints throw from now on; null for nothing. */
    void failWith(RuntimeException exception) {
        problem = exception;
    }

    /** How often they have thrown. */
    int failures() {
        return failures.get();
    }

    /** Begins anew with what has come. */
    void forget() {
        replies.clear();
        reports.clear();
        failures.set(0);
        problem = null;
    }

    List<Map<?, ?>> replies() {
        return replies;
    }

    /** One field of each reply. */
    List<Object> replied(String field) {
        return replies.stream().<Object>map(reply -> reply.get(field)).toList();
    }

    List<Map<?, ?>> reports() {
        return reports;
    }

    /** Sends a text by the protocol, and returns the exchange when that is over. */
    Exchange send(UUID messageId, String to, String from, String text) {
        return send("direct:send-sip-message", messageId, to, from, text);
    }

    /** Sends a text by whatever protocol its address is for. */
    Exchange sendByAddress(UUID messageId, String to, String from, String text) {
        return send("direct:send-instant-message", messageId, to, from, text);
    }

    /** Sends a text that is worth delivering until then. */
    Exchange sendUntil(Instant end, UUID messageId, String to, String from, String text) {
        return send(
                "direct:send-sip-message",
                messageId,
                Map.of("to", to, "from", from, "text", text, "language", "en", "validUntil", end.toString()));
    }

    private Exchange send(String endpoint, UUID messageId, String to, String from, String text) {
        return send(endpoint, messageId, Map.of("to", to, "from", from, "text", text, "language", "en"));
    }

    private Exchange send(String endpoint, UUID messageId, Map<String, String> message) {
        return camel.createFluentProducerTemplate()
                .to(endpoint)
                .withBody(message)
                .withHeader("caseId", UUID.randomUUID().toString())
                .withHeader("messageId", messageId.toString())
                .send();
    }

    @Override
    public void close() {
        camel.stop();
        trunk.close();
    }
}
