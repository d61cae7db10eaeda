package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringback.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** The time is the database's, whatever the machine says, and goes on while the database says nothing. */
class DatabaseClockTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private Instant database = NOON;
    /** Of this machine, and meaning nothing by itself. */
    private long nanos = -123_456_789_000L;
    /** Half of it before the database looks at its clock, half after. */
    private Duration roundTrip = Duration.ofMillis(2);

    private final DatabaseClock clock = new DatabaseClock(this::tell, () -> nanos);

    @Test
    void theTimeIsTheDatabasesOnAnyMachine() {
        assertThat(clock.instant()).isEqualTo(database);
        assertThat(new DatabaseClock(
                                this::tell, () -> nanos + Duration.ofDays(400).toNanos())
                        .instant())
                .isEqualTo(database);
        assertThat(clock.withZone(ZoneId.of("Europe/Stockholm")).instant()).isEqualTo(database);
    }

    @Test
    void itGoesOnWithoutTheDatabase() {
        nanos += Duration.ofSeconds(7).toNanos();

        assertThat(clock.instant()).isEqualTo(database.plusSeconds(7));
    }

    @Test
    void aMachineThatCountsTooFastOrTooSlowlyIsCorrected() {
        pass(Duration.ofSeconds(5), 1.1);
        clock.ask();
        assertThat(clock.instant()).isCloseTo(database, within(roundTrip.toMillis(), ChronoUnit.MILLIS));

        pass(Duration.ofSeconds(5), 0.9);
        clock.ask();
        assertThat(clock.instant()).isCloseTo(database, within(roundTrip.toMillis(), ChronoUnit.MILLIS));
    }

    @Test
    void aDatabaseThatMovedToAnotherClockIsFollowed() {
        database = database.minusSeconds(90);
        clock.ask();
        assertThat(clock.instant()).isCloseTo(database, within(roundTrip.toMillis(), ChronoUnit.MILLIS));

        database = database.plusSeconds(600);
        clock.ask();
        assertThat(clock.instant()).isCloseTo(database, within(roundTrip.toMillis(), ChronoUnit.MILLIS));
    }

    @Test
    void anAnswerThatWasLongOnItsWayChangesNothingThatMayBeRight() {
        roundTrip = Duration.ofSeconds(9);
        clock.ask();

        assertThat(clock.instant()).isEqualTo(database);
    }

    @Test
    void theRealDatabaseIsAskedForTheRealTime() {
        TestDatabase postgres = TestDatabase.fresh();
        try (DatabaseClock real = DatabaseClock.of(postgres.jdbc())) {
            Instant before = now(postgres);
            Instant told = real.instant();
            // A transaction's time is when it began; both are of the same clock, and one was reckoned.
            assertThat(told).isBetween(before.minusSeconds(1), now(postgres).plusSeconds(1));
        }
    }

    private static Instant now(TestDatabase postgres) {
        return postgres.jdbc()
                .sql("select now()")
                .query((row, number) -> row.getTimestamp(1))
                .single()
                .toInstant();
    }

    private void pass(Duration time, double speed) {
        database = database.plus(time);
        nanos += (long) (time.toNanos() * speed);
    }

    private Instant tell() {
        long half = roundTrip.toNanos() / 2;
        nanos += half;
        database = database.plusNanos(half);
        Instant told = database;
        nanos += half;
        database = database.plusNanos(half);
        return told;
    }
}
