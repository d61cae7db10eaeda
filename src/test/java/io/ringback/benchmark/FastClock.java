package io.ringback.benchmark;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Goes so many times as fast as another, from when it was made. */
final class FastClock extends Clock {

    private final Clock slow;
    private final double speed;
    private final Instant start;

    FastClock(Clock slow, double speed) {
        this.slow = slow;
        this.speed = speed;
        this.start = slow.instant();
    }

    @Override
    public Instant instant() {
        long passed = start.until(slow.instant(), ChronoUnit.MICROS);
        return start.plus(Math.round(passed * speed), ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks Ringback's clock for another zone");
    }
}
