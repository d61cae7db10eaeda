package io.ringback.protocol.sip;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much of one kind each peer may send: a token bucket per address, so that one peer's flood takes nothing from
 * another. Safe for use by many threads.
 */
final class Allowance {

    /** More addresses than any switch has; beyond it those that were silent longest are forgotten. */
    private static final int PEERS_REMEMBERED = 10_000;

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double atOnce;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > PEERS_REMEMBERED;
        }
    };

    /** @param nanoTime a clock that only goes forward, {@code System::nanoTime} */
    Allowance(double perSecond, double atOnce, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanoTime = nanoTime;
    }

    /** Takes one from what the peer has left; false if nothing is left. */
    synchronized boolean take(InetAddress peer) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(peer, key -> new Bucket(atOnce, now));
        bucket.left = Math.min(atOnce, bucket.left + (now - bucket.since) / NANOS * perSecond);
        bucket.since = now;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }

    private static final class Bucket {
        private double left;
        private long since;

        Bucket(double left, long since) {
            this.left = left;
            this.since = since;
        }
    }
}
