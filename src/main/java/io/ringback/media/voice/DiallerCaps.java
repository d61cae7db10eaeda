package io.ringback.media.voice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many calls to Ringback's own number this node answers. In memory: a stranger's call leaves nothing behind, and keeps no
 * line that people need.
 */
@Component
class DiallerCaps {

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int MOST_CALLERS = 10_000;

    private final int perCaller;
    private final Semaphore strangers;
    private final Cache<String, AtomicInteger> callers;

    @Autowired
    DiallerCaps(VoiceProperties settings, Clock clock) {
        this(settings.ownNumber(), clock);
    }

    DiallerCaps(VoiceProperties.OwnNumber settings, Clock clock) {
        this.perCaller = settings.perCaller();
        this.strangers = new Semaphore(settings.strangers());
        this.callers = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterWrite(PERIOD)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Whether {@code caller} may be answered once more within the hour, as one more call of theirs. */
    boolean isWithin(String caller) {
        return callers.get(caller, unknown -> new AtomicInteger()).incrementAndGet() <= perCaller;
    }

    /** A line for somebody who has nothing to be connected to; to be given back, once or more often. Empty if all are taken. */
    Optional<Runnable> lineForStranger() {
        if (!strangers.tryAcquire()) {
            return Optional.empty();
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (taken.getAndSet(false)) {
                strangers.release();
            }
        });
    }
}
