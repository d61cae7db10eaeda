package io.ringback.media.smpp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Tells a deliver_sm that comes again because our answer was lost from one that a person wrote again: SMPP gives a text no
 * id of its own. It is the same if it was not acknowledged, or if the session by which it was is lost by now.
 */
final class Redelivered {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST = 20_000;

    private record Known(String id, SmscSession session, boolean acknowledged) {

        private boolean mayComeAgain() {
            return !acknowledged || session.isLost();
        }
    }

    private final Clock clock;
    private final Cache<String, Known> known;

    Redelivered(Clock clock) {
        this.clock = clock;
        known = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(REMEMBERED)
                .maximumSize(MOST)
                .build();
    }

    /**
     * The event's id: a new one, or that of the delivery that this one repeats.
     *
     * @param content a hash of all that was delivered
     */
    String idOf(String content, SmscSession session) {
        return known.asMap()
                .compute(
                        content,
                        (same, before) -> before != null && before.mayComeAgain()
                                ? new Known(before.id(), session, false)
                                : new Known(
                                        content + "-" + Long.toString(clock.millis(), 36) + serial(), session, false))
                .id();
    }

    void acknowledged(String content) {
        known.asMap().computeIfPresent(content, (same, before) -> new Known(before.id(), before.session(), true));
    }

    private static String serial() {
        return Long.toString(ThreadLocalRandom.current().nextInt(1 << 30), 36);
    }
}
