package io.ringback.load;

import io.ringback.media.smpp.SmsRoute;
import io.ringback.peers.NpmSmsc;
import io.ringback.peers.Ports;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the route for short messages on one bind, beside a bare client of the same SMSC; started by {@code bin/load-sms}
 * in the project's folder. What comes in is only counted: what a database makes of it is not measured here.
 */
public final class LoadSms {

    private static final int WINDOW = 16;
    private static final int WARM_UP = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final int messages;
    private final List<Figure> figures = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    private LoadSms(int messages) {
        this.messages = messages;
    }

    public static void main(String[] arguments) throws Exception {
        new LoadSms(arguments.length == 0 ? 20_000 : Integer.parseInt(arguments[0])).run();
    }

    private void run() throws Exception {
        System.out.printf(
                "%s: %d messages each way, %d unanswered%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS), messages, WINDOW);
        double[] bare = bareClient();
        try (NpmSmsc smsc = NpmSmsc.start(Ports.free(), "", true);
                SmsRoute route = SmsRoute.counting(Map.of("answer-within", "10s"), smsc.port())) {
            send(route, WARM_UP);
            figures.add(new Figure("MT: messages sent a second", rate(send(route, messages)), bare[0], "bare client"));
            flood(smsc, WARM_UP);
            figures.add(new Figure(
                    "MO: texts taken and acknowledged a second", rate(flood(smsc, messages)), bare[1], "bare client"));
            if (route.repliesCounted() != WARM_UP + messages) {
                throw new AssertionError("Of " + (WARM_UP + messages) + " texts came " + route.repliesCounted());
            }
        }
        System.out.printf(Locale.ROOT, "%n%-58s %12s %12s %8s%n", "", "Ringback", "reference", "ratio");
        figures.forEach(System.out::println);
    }

    /** Messages a second out and in. */
    private double[] bareClient() throws Exception {
        try (NpmSmsc smsc = NpmSmsc.start(Ports.free(), "", true)) {
            double[] rates = new double[2];
            AutoCloseable warm = smsc.bareClient(WARM_UP, WINDOW, milliseconds -> {});
            try {
                flood(smsc, WARM_UP);
            } finally {
                warm.close();
            }
            AutoCloseable client = smsc.bareClient(messages, WINDOW, milliseconds -> rates[0] = rate(milliseconds));
            try {
                rates[1] = rate(flood(smsc, messages));
            } finally {
                client.close();
            }
            return rates;
        }
    }

    /** Milliseconds in which as many threads as the Dispatcher has send so many. */
    private long send(SmsRoute route, int count) throws Exception {
        ExecutorService dispatcher = Executors.newFixedThreadPool(WINDOW);
        try {
            Map<String, Object> message =
                    Map.of("to", "tel:+46701234567", "from", "+46700000001", "text", "Text 12345", "language", "sv");
            long begin = System.nanoTime();
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sending.add(dispatcher.submit(() -> {
                    SmsRoute.Sent sent = route.send("message-" + number.incrementAndGet(), message);
                    if (sent.failure() != null) {
                        throw new IllegalStateException(sent.failure().problem());
                    }
                }));
            }
            for (Future<?> one : sending) {
                one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            return (System.nanoTime() - begin) / 1_000_000;
        } finally {
            dispatcher.shutdownNow();
        }
    }

    /** Milliseconds in which the SMSC has so many acknowledged. */
    private static long flood(NpmSmsc smsc, int count) {
        int before = smsc.events("flooded").size();
        smsc.command(Map.of(
                "flood",
                Map.of(
                        "fields",
                        Map.of(
                                "source_addr_ton", 1,
                                "source_addr", "46701234567",
                                "dest_addr_ton", 1,
                                "destination_addr", "46700000001",
                                "data_coding", 0),
                        "count",
                        count,
                        "window",
                        WINDOW)));
        smsc.until("all acknowledged", PATIENCE, event -> smsc.events("flooded").size() > before);
        return smsc.events("flooded").get(before).path("milliseconds").asLong();
    }

    private double rate(long milliseconds) {
        return messages * 1000.0 / milliseconds;
    }
}
