package io.ringback.media.smpp;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.ringback.ShippedRoutes;
import io.ringback.arrival.HandedInEndpoint;
import io.ringback.delivery.CannotBeDelivered;
import io.ringback.delivery.Departure;
import io.ringback.delivery.Failure;
import io.ringback.delivery.NotDelivered;
import io.ringback.directory.AddressReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/** {@code camel-routes/sms.camel.yaml} in a Camel context of its own, with what it hands in recorded. */
public final class SmsRoute implements AutoCloseable {

    /** What the Dispatcher would make of a message. */
    public record Sent(List<String> providerIds, List<String> serverIds, boolean reportFollows, Failure failure) {}

    static {
        // As in the application; each PDU would be written otherwise.
        ((Logger) LoggerFactory.getLogger("org.jsmpp")).setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(Level.INFO);
    }

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Smsc smsc;
    private final ProducerTemplate producer;
    private final List<Map<?, ?>> replies = new CopyOnWriteArrayList<>();
    private final List<Map<?, ?>> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger repliesCounted = new AtomicInteger();
    private final AtomicReference<Supplier<Exception>> trouble = new AtomicReference<>(() -> null);
    private final SentTextsInMemory sent = new SentTextsInMemory();
    private final boolean counting;

    private SmsRoute(SmppProperties settings, Segments segments, boolean counting) throws Exception {
        this.counting = counting;
        smsc = new Smsc(settings, Clock.systemUTC());
        camel.addComponent(
                "smsc",
                new SmscComponent(
                        smsc,
                        segments,
                        settings,
                        new AddressReader("SE"),
                        new OwnNumbers(List.of("+46700000001", "71234")),
                        sent,
                        Clock.systemUTC()));
        Properties placeholders = new Properties();
        placeholders.put("ringback.sms.smpp.binds", String.join(",", settings.binds()));
        camel.getPropertiesComponent().setOverrideProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(5);
        camel.addRoutes(new HandedInEndpoint());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:reply-received").process(exchange -> record(exchange, replies, repliesCounted));
                from("direct:delivery-report").process(exchange -> record(exchange, reports, new AtomicInteger()));
            }
        });
        ShippedRoutes.load(camel, "sms");
        camel.start();
        producer = camel.createProducerTemplate();
    }

    /**
     * Starts it and waits until its binds are up.
     *
     * @param ports of the SMSCs
     */
    public static SmsRoute start(Map<String, ?> settings, int... ports) {
        SmsRoute route = start(settings, new SegmentsInMemory(), false, ports);
        route.awaitBinds(ports.length);
        return route;
    }

    static SmsRoute start(Map<String, ?> settings, Segments segments, boolean counting, int... ports) {
        try {
            return new SmsRoute(
                    TestSettings.of(
                            settings,
                            IntStream.of(ports)
                                    .mapToObj(port -> "127.0.0.1:" + port)
                                    .toList()),
                    segments,
                    counting);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it with replies only counted, for loads. */
    public static SmsRoute counting(Map<String, ?> settings, int port) {
        SmsRoute route = start(settings, new SegmentsInMemory(), true, port);
        route.awaitBinds(1);
        return route;
    }

    public void awaitBinds(long number) {
        await("binds")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> bindsUp() == number);
    }

    long bindsUp() {
        return smsc.bindsUp().values().stream().filter(up -> up).count();
    }

    Smsc smsc() {
        return smsc;
    }

    /** Sends as the Dispatcher does. */
    public Sent send(String messageId, Map<String, ?> message) {
        return send(messageId, message, null);
    }

    /**
     * The same.
     *
     * @param departure is to be told when the message leaves; may be null
     */
    Sent send(String messageId, Map<String, ?> message, Departure departure) {
        Exchange done = producer.request("direct:send-sms", exchange -> {
            exchange.setProperty("ringback.departure", departure);
            exchange.getMessage().setBody(new HashMap<>(message));
            exchange.getMessage().setHeader("messageId", messageId);
        });
        if (done.getException() instanceof CannotBeDelivered cannot) {
            return new Sent(List.of(), List.of(), false, new Failure.Refused(cannot.getMessage()));
        }
        if (done.getException() != null) {
            return new Sent(List.of(), List.of(), false, ((NotDelivered) done.getException()).failure());
        }
        @SuppressWarnings("unchecked")
        List<String> ids = done.getMessage().getHeader("providerIds", List.class);
        @SuppressWarnings("unchecked")
        List<String> given = done.getMessage().getHeader("serverIds", List.class);
        return new Sent(ids, given, done.getMessage().getHeader("reportFollows", Boolean.class), null);
    }

    /**
     * Withdraws as the dispatcher does.
     *
     * @return why it was not withdrawn; null if it was
     */
    Failure withdraw(List<String> serverIds) {
        return afterwards("direct:withdraw-sms", UUID.randomUUID().toString(), "This is settled", serverIds);
    }

    /**
     * Replaces as the dispatcher does.
     *
     * @return why it was not replaced; null if it was
     */
    Failure replace(String messageId, String text, List<String> serverIds) {
        return afterwards("direct:replace-sms", messageId, text, serverIds);
    }

    private Failure afterwards(String endpoint, String messageId, String text, List<String> serverIds) {
        Map<String, Object> body = new HashMap<>(text(text));
        body.put("ids", String.join("\n", serverIds));
        body.put("validUntil", Instant.now().plus(Duration.ofMinutes(30)).toString());
        Exchange done = producer.request(endpoint, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("messageId", messageId);
        });
        if (done.getException() instanceof CannotBeDelivered cannot) {
            return new Failure.Refused(cannot.getMessage());
        }
        return done.getException() == null ? null : ((NotDelivered) done.getException()).failure();
    }

    static Map<String, Object> text(String text) {
        return Map.of("to", "tel:+46701234567", "from", "+46700000001", "text", text, "language", "sv");
    }

    /** What is known as sent, for receipts; nothing unless a test says so. */
    SentTextsInMemory sent() {
        return sent;
    }

    List<Map<?, ?>> replies() {
        return replies;
    }

    List<Map<?, ?>> reports() {
        return reports;
    }

    /** How many replies came, also if they are only counted. */
    public int repliesCounted() {
        return repliesCounted.get();
    }

    /** From now on the endpoints throw what it gives; null for nothing. */
    void throwing(Supplier<Exception> exception) {
        trouble.set(exception);
    }

    private void record(Exchange exchange, List<Map<?, ?>> into, AtomicInteger count) throws Exception {
        Exception thrown = trouble.get().get();
        if (thrown != null) {
            throw thrown;
        }
        count.incrementAndGet();
        if (!counting) {
            into.add(exchange.getMessage().getBody(Map.class));
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
