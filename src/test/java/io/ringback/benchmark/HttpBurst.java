package io.ringback.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells of many failed calls by HTTP. So many senders as Ringback lets one address have in hand take turns; the times count from
 * when a call was to be told, so that what keeps one call waiting is not hidden by telling of the next ones later.
 */
final class HttpBurst {

    /** ringback.limits.in-hand-of-programs is 100. */
    private static final int SENDERS = 96;

    private static final int ACCEPTED = 202;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI base;

    HttpBurst(URI base) {
        this.base = base;
    }

    /**
     * Tells of the calls from number {@code first} on.
     *
     * @param perSecond how many a second; infinite: as soon as a sender is free, and the times count from then
     */
    BurstRun tell(int first, int calls, double perSecond) throws InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        AtomicInteger next = new AtomicInteger();
        AtomicIntegerArray statuses = new AtomicIntegerArray(calls);
        AtomicLongArray times = new AtomicLongArray(calls);
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        long start = System.nanoTime();
        for (int sender = 0; sender < SENDERS; sender++) {
            threads.execute(() -> {
                for (int one = next.getAndIncrement(); one < calls; one = next.getAndIncrement()) {
                    long due = Double.isInfinite(perSecond)
                            ? System.nanoTime()
                            : start + Math.round(one * 1e9 / perSecond);
                    Pause.until(due);
                    statuses.set(one, status(http, first + one));
                    times.set(one, System.nanoTime() - due);
                }
            });
        }
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            // Each request has its own patience.
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long answered = 0;
        for (int one = 0; one < calls; one++) {
            answered += statuses.get(one) == ACCEPTED ? 1 : 0;
        }
        long[] sorted = new long[calls];
        Arrays.setAll(sorted, times::get);
        Arrays.sort(sorted);
        return new BurstRun(calls, answered, seconds, Percentile.of(sorted, 99));
    }

    /** 0 if there was no answer. */
    private int status(HttpClient http, int number) {
        try {
            return http.send(FailedCallEvent.request(base, number, PATIENCE), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
