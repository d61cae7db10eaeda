package io.ringback.agenda;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The one clock of all nodes: that of their database (docs/decisions/0022-one-clock-and-what-had-left.md). It is asked now and then;
 * in between, the time is reckoned from how long ago that was, which no one who sets the clock of this machine can change.
 */
public final class DatabaseClock extends Clock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    /** Of this there is something to be said to whoever runs the machine: its log has other times than its tables. */
    private static final Duration APART = Duration.ofSeconds(5);

    private final Supplier<Instant> database;
    private final LongSupplier nanos;
    private final Regularly questions = new Regularly("database-clock");
    private volatile Reckoning reckoning;

    /** That it was {@code instant} when {@code nanos} was told. */
    private record Reckoning(Instant instant, long nanos) {
        Instant at(long later) {
            return instant.plusNanos(later - nanos);
        }
    }

    /**
     * @param database tells its time
     * @param nanos tells how time passes here, whatever the machine's clock is set to, as {@link System#nanoTime()} does
     */
    DatabaseClock(Supplier<Instant> database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        long before = nanos.getAsLong();
        Instant told = database.get();
        // The answer was true somewhere between the question and now.
        long half = (nanos.getAsLong() - before) / 2;
        reckoning = new Reckoning(told, before + half);
    }

    /** The clock of the database behind {@code jdbc}, asked every five seconds. */
    public static DatabaseClock of(JdbcClient jdbc) {
        DatabaseClock clock = new DatabaseClock(
                () -> jdbc.sql("select clock_timestamp()")
                        .query((row, number) -> row.getTimestamp(1).toInstant())
                        .single(),
                System::nanoTime);
        clock.compareWith(Clock.systemUTC());
        // A node notices elsewhere that its database is away. Until it is back, time passes as it does here.
        clock.questions.begin(
                BETWEEN_QUESTIONS, clock::ask, e -> LOG.debug("The database does not tell the time: {}", e.toString()));
        return clock;
    }

    private void compareWith(Clock machine) {
        Duration ahead = Duration.between(instant(), machine.instant());
        if (ahead.abs().compareTo(APART) > 0) {
            LOG.warn(
                    "The clock of this machine is {} s {} that of the database, which is the one that counts. Set both by NTP: the"
                            + " times in this log are the machine's.",
                    ahead.abs().toSeconds(),
                    ahead.isNegative() ? "behind" : "ahead of");
        }
    }

    /** Asks the database, and corrects what certainly is not so; what may be right is left, so that time does not jitter. */
    void ask() {
        long before = nanos.getAsLong();
        Instant earliest = database.get();
        long now = nanos.getAsLong();
        Instant latest = earliest.plusNanos(now - before);
        Instant reckoned = reckoning.at(now);
        if (reckoned.isBefore(earliest)) {
            reckoning = new Reckoning(earliest, now);
        } else if (reckoned.isAfter(latest)) {
            reckoning = new Reckoning(latest, now);
        }
    }

    @Override
    public Instant instant() {
        return reckoning.at(nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public Instant instant() {
                return DatabaseClock.this.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return DatabaseClock.this.withZone(other);
            }
        };
    }

    /** Asks no more; time goes on. */
    @Override
    public void close() {
        questions.close();
    }
}
