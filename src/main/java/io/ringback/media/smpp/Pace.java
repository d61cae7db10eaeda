package io.ringback.media.smpp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast this node may send. Free until the SMSC says that it is too fast; then half of what it took in the last second,
 * a little more with each message that it takes (additive increase, multiplicative decrease, as TCP does), and free again
 * once that is far more than it was. Meanwhile each message that asks is given a slot of its own, so that thousands that
 * wait come one after another.
 */
final class Pace {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** How far ahead slots are given; who asks for a later one asks again then. */
    private static final Duration HORIZON = Duration.ofMinutes(2);

    private static final double SLOWEST = 1;
    /** What the pace rises by in a second, as a part of what it was when it was slowed. */
    private static final double RISE = 0.05;

    private final Clock clock;
    private final Map<String, Instant> slots = new HashMap<>();
    /** When messages were taken in the last second. */
    private final Deque<Instant> taken = new ArrayDeque<>();

    /** Messages a second; infinite if nothing is known. */
    private double rate = Double.POSITIVE_INFINITY;

    private double rateWhenSlowed;
    private Instant slowedAt = Instant.EPOCH;
    private Instant nextSlot = Instant.EPOCH;
    private Instant sweptAt = Instant.EPOCH;

    Pace(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks for a message's turn.
     *
     * @return how long it must wait before it asks again; zero if it may be sent now
     */
    synchronized Duration untilTurn(String message) {
        Instant now = clock.instant();
        if (rate == Double.POSITIVE_INFINITY) {
            slots.clear();
            return Duration.ZERO;
        }
        Instant given = slots.get(message);
        Instant slot = given == null ? reserve(message, now) : given;
        if (slot.isAfter(now)) {
            return Duration.between(now, slot);
        }
        slots.remove(message);
        return Duration.ZERO;
    }

    /** The SMSC has taken one. */
    synchronized void taken() {
        Instant now = clock.instant();
        taken.addLast(now);
        forgetBefore(now.minus(SECOND));
        if (rate != Double.POSITIVE_INFINITY) {
            rate += RISE * rateWhenSlowed / rate;
            if (rate > 4 * rateWhenSlowed) {
                rate = Double.POSITIVE_INFINITY;
            }
        }
    }

    /**
     * The SMSC has asked for less.
     *
     * @return when the message that it did not take has its next turn
     */
    synchronized Duration slowed(String message) {
        Instant now = clock.instant();
        // All that were under way are refused for the same reason: that counts once.
        if (now.isAfter(slowedAt.plus(SECOND))) {
            forgetBefore(now.minus(SECOND));
            double before = Math.min(rate, taken.size());
            rateWhenSlowed = Math.max(SLOWEST, before);
            rate = Math.max(SLOWEST, before / 2);
            slowedAt = now;
            nextSlot = now.plus(SECOND);
        }
        return Duration.between(now, reserve(message, now));
    }

    /** Messages a second, for the metrics. */
    synchronized double perSecond() {
        return rate;
    }

    private Instant reserve(String message, Instant now) {
        if (nextSlot.isAfter(now.plus(HORIZON))) {
            return now.plus(HORIZON);
        }
        Instant slot = nextSlot.isBefore(now) ? now : nextSlot;
        nextSlot = slot.plusNanos((long) (SECOND.toNanos() / rate));
        if (now.isAfter(sweptAt.plus(HORIZON))) {
            // Of messages that were withdrawn.
            slots.values().removeIf(slotOfOne -> slotOfOne.isBefore(now.minus(HORIZON)));
            sweptAt = now;
        }
        slots.put(message, slot);
        return slot;
    }

    private void forgetBefore(Instant time) {
        while (!taken.isEmpty() && taken.peekFirst().isBefore(time)) {
            taken.removeFirst();
        }
    }
}
