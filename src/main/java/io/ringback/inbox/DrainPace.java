package io.ringback.inbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many workers may be at the stored events now. Each who waits for an answer takes the place of one, but for the last. There is none
 * while more senders wait for their calls to be stored, or more calls came within a second, than the workers take at a time, and for a
 * second after that: to handle a call takes ten times what storing it takes, and a switch gives up a call that it
 * cannot tell in time. That lasts a minute at most; then there is one.
 */
final class DrainPace {

    private static final long CALM = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private final int workers;
    private final int atATime;
    private final Backlog backlog;
    private final LongSupplier nanoTime;
    private boolean pressed;
    private long since;
    private long last;
    private long secondSince;
    private long storedBefore;

    /** @param nanoTime a clock that only goes forward, {@code System::nanoTime} */
    DrainPace(BurstProperties settings, Backlog backlog, LongSupplier nanoTime) {
        this.workers = settings.workers();
        this.atATime = settings.workers() * settings.batch();
        this.backlog = backlog;
        this.nanoTime = nanoTime;
        this.secondSince = nanoTime.getAsLong();
    }

    synchronized int workers() {
        long now = nanoTime.getAsLong();
        pressed = pressed && now - last < CALM;
        if (isPressed(now)) {
            since = pressed ? since : now;
            pressed = true;
            last = now;
        }
        return pressed && now - since < LONGEST ? 0 : Math.max(1, workers - backlog.answers());
    }

    private boolean isPressed(long now) {
        long stored = backlog.mark();
        if (now - secondSince >= CALM) {
            secondSince = now;
            storedBefore = stored;
        }
        return backlog.storing() > atATime || stored - storedBefore > atATime;
    }
}
