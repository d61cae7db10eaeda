package io.ringback.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * One limit, kept for each of those it applies to. Those heard of least are forgotten when there are very many, so memory
 * is bounded whatever the number of clients.
 *
 * @param <K> whom it applies to; fixed in size
 */
final class RateLimit<K> {

    private static final int MOST_CLIENTS = 100_000;

    private final LimitProperties.Rate rate;
    private final Cache<K, Bucket> buckets;

    RateLimit(LimitProperties.Rate rate) {
        this.rate = rate;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(rate.per().multipliedBy(2))
                .build();
    }

    /** Counts a request of {@code client}. Zero if it is allowed, else how long to wait before the next one. */
    Duration take(K client) {
        ConsumptionProbe probe = buckets.get(client, unseen -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.requests()).refillGreedy(rate.requests(), rate.per()))
                .build();
    }
}
