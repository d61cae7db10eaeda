package io.ringback.web.operations;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * Whether this node stands still, so that only a restart helps: for a long time all connections of its pool have been lent, somebody
 * waits for one, and none is given back. It is told without a connection, and so at once.
 *
 * <p>A database that is away or silent is no standstill: every use of a connection ends by its bounds in time, and the next one may
 * succeed. A restart of all nodes would not bring it back (docs/decisions/0021-a-silent-database.md).
 */
final class Standstill implements HealthIndicator {

    /** As Micrometer calls how long each connection was lent, told when it is given back. */
    private static final String LENT = "hikaricp.connections.usage";

    private final Supplier<HikariPoolMXBean> pool;
    private final LongSupplier givenBack;
    private final Duration longest;
    private final Clock clock;

    private long givenBackLast;
    private Instant since;

    /** Watches the pool of {@code dataSource}. */
    Standstill(HikariDataSource dataSource, MeterRegistry metrics, Duration longest, Clock clock) {
        this(
                dataSource::getHikariPoolMXBean,
                () -> metrics.find(LENT).timers().stream()
                        .mapToLong(Timer::count)
                        .sum(),
                longest,
                clock);
    }

    /**
     * Watches a pool.
     *
     * @param pool null while nobody has asked it for a connection yet
     * @param givenBack how many connections have been given back to it so far
     * @param longest that none is given back, before it is a standstill
     */
    Standstill(Supplier<HikariPoolMXBean> pool, LongSupplier givenBack, Duration longest, Clock clock) {
        this.pool = pool;
        this.givenBack = givenBack;
        this.longest = longest;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public synchronized Health health() {
        Instant now = clock.instant();
        long soFar = givenBack.getAsLong();
        HikariPoolMXBean seen = pool.get();
        boolean exhausted = seen != null
                && seen.getThreadsAwaitingConnection() > 0
                && seen.getIdleConnections() == 0
                && seen.getActiveConnections() > 0;
        if (!exhausted || soFar != givenBackLast) {
            since = now;
        }
        givenBackLast = soFar;
        Duration standing = Duration.between(since, now);
        return (standing.compareTo(longest) > 0 ? Health.down() : Health.up())
                .withDetail("noneGivenBackForSeconds", standing.toSeconds())
                .build();
    }
}
