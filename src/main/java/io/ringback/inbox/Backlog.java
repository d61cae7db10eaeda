package io.ringback.inbox;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Whether this node is behind: it is from when it stores an event first until it has looked for stored ones and found none. Counted,
 * and not timed.
 */
@Component
@EnableConfigurationProperties(BurstProperties.class)
class Backlog {

    private final Semaphore atOnce;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong lookedThrough = new AtomicLong();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger storing = new AtomicInteger();

    Backlog(BurstProperties settings) {
        this.atOnce = new Semaphore(settings.atOnce());
    }

    /** Whether one more event may be handled at once; then {@link #leave} follows. What is stored goes first. */
    boolean enter() {
        return !isBehind() && atOnce.tryAcquire();
    }

    void leave() {
        atOnce.release();
    }

    boolean isBehind() {
        return stored.get() > lookedThrough.get();
    }

    /** There are events that are stored and not handled. */
    void grows() {
        stored.incrementAndGet();
    }

    /** To be taken before one looks for stored events, for {@link #isEmpty}. */
    long mark() {
        return stored.get();
    }

    /** There was none that is not in hand. What has been stored since {@code mark} may not have been seen. */
    void isEmpty(long mark) {
        lookedThrough.accumulateAndGet(mark, Math::max);
    }

    /** Somebody waits for an answer, which goes before what is stored; then {@link #endAnswer} follows. */
    void beginAnswer() {
        answers.incrementAndGet();
    }

    void endAnswer() {
        answers.decrementAndGet();
    }

    /** A sender waits for its call to be stored, and so for an answer; then {@link #endStoring} follows. */
    void beginStoring() {
        storing.incrementAndGet();
        beginAnswer();
    }

    void endStoring() {
        endAnswer();
        storing.decrementAndGet();
    }

    /** How many senders wait for their calls to be stored. */
    int storing() {
        return storing.get();
    }

    /** How many wait for an answer: people for what they say, senders for their calls to be stored. */
    int answers() {
        return answers.get();
    }
}
