package io.ringback.engine;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;
import org.springframework.stereotype.Component;

/**
 * The engine's ids, in the order of their making, so that new rows stand side by side in an index. The engine writes each several times,
 * so they are short: the time and 36 random bits in 15 characters, no two of a node the same. Two nodes meet in one so rarely that trying
 * again is enough.
 */
@Component
final class EngineKeys implements IdGenerator {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BITS = 36;
    private static final long SINCE = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    /** The smallest of 15 characters. */
    private static final BigInteger FIRST =
            BigInteger.valueOf(Character.MAX_RADIX).pow(14);

    private final Clock clock;
    private BigInteger last = FIRST;

    EngineKeys(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String getNextId() {
        BigInteger now = BigInteger.valueOf(clock.millis() - SINCE)
                .shiftLeft(RANDOM_BITS)
                .add(new BigInteger(RANDOM_BITS, RANDOM));
        return later(now).toString(Character.MAX_RADIX);
    }

    private synchronized BigInteger later(BigInteger now) {
        last = now.max(last.add(BigInteger.ONE));
        return last;
    }
}
