package io.ringback.media.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final TurnedClock clock = new TurnedClock();
    private final Pace pace = new Pace(clock);

    @Test
    void isFreeUntilTheSmscComplains() {
        takeInASecond(1000);
        assertThat(pace.untilTurn("a")).isZero();
    }

    @Test
    void halvesWhatWasTaken() {
        takeInASecond(100);
        pace.slowed("a");
        assertThat(pace.perSecond()).isEqualTo(50);
    }

    @Test
    void countsTheComplaintsOfOneSecondOnce() {
        takeInASecond(100);
        for (int i = 0; i < 20; i++) {
            pace.slowed("m" + i);
        }
        assertThat(pace.perSecond()).isEqualTo(50);
        clock.turn(Duration.ofMillis(1100));
        pace.slowed("n");
        assertThat(pace.perSecond()).isEqualTo(1);
    }

    @Test
    void neverStopsAltogether() {
        for (int i = 0; i < 10; i++) {
            pace.slowed("a");
            clock.turn(Duration.ofSeconds(2));
        }
        assertThat(pace.perSecond()).isEqualTo(1);
    }

    @Test
    void givesThousandsASlotEach() {
        takeInASecond(100);
        pace.slowed("a");
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waits.add(pace.untilTurn("m" + i));
        }
        assertThat(waits).isSorted().doesNotHaveDuplicates();
        // 50 a second, the first a second after the complaint and behind the one that met it.
        assertThat(waits.get(0)).isEqualTo(Duration.ofMillis(1020));
        assertThat(waits.get(999)).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void keepsTheSlotThatItGave() {
        takeInASecond(100);
        pace.slowed("a");
        Duration wait = pace.untilTurn("b");
        clock.turn(Duration.ofMillis(20));
        assertThat(pace.untilTurn("b")).isEqualTo(wait.minusMillis(20));
        clock.turn(wait);
        assertThat(pace.untilTurn("b")).isZero();
    }

    @Test
    void givesNoSlotsFarAhead() {
        pace.slowed("a");
        Duration last = Duration.ZERO;
        for (int i = 0; i < 10_000; i++) {
            last = pace.untilTurn("m" + i);
        }
        assertThat(last).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void risesAgainAndIsFreeInTheEnd() {
        takeInASecond(100);
        pace.slowed("a");
        takeInASecond(50);
        assertThat(pace.perSecond()).isBetween(54.0, 56.0);
        for (int second = 0; second < 120; second++) {
            takeInASecond(50 + 5 * second);
        }
        assertThat(pace.perSecond()).isInfinite();
        assertThat(pace.untilTurn("b")).isZero();
    }

    /** The last at the second's end, so that all lie within the last second. */
    private void takeInASecond(int messages) {
        clock.turn(Duration.ofSeconds(1));
        for (int i = 0; i < messages; i++) {
            pace.taken();
        }
    }

    private static final class TurnedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void turn(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
