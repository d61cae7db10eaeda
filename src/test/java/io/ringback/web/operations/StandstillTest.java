package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.zaxxer.hikari.HikariPoolMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;

/** What makes a node be restarted, and what does not. */
class StandstillTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final HikariPoolMXBean pool = mock(HikariPoolMXBean.class);
    private final Clock clock = mock(Clock.class);
    private long givenBack;
    private Standstill standstill;

    private void started() {
        at(0);
        standstill = new Standstill(() -> pool, () -> givenBack, Duration.ofMinutes(5), clock);
    }

    private void at(int minutes) {
        when(clock.instant()).thenReturn(NOON.plus(Duration.ofMinutes(minutes)));
    }

    private void connections(int lent, int idle, int waiting) {
        when(pool.getActiveConnections()).thenReturn(lent);
        when(pool.getIdleConnections()).thenReturn(idle);
        when(pool.getThreadsAwaitingConnection()).thenReturn(waiting);
    }

    private Status status() {
        return standstill.health().getStatus();
    }

    @Test
    void aNodeThatWaitsForConnectionsOfWhichNoneIsGivenBackStandsStill() {
        started();
        connections(20, 0, 3);

        at(1);
        assertThat(status()).isEqualTo(Status.UP);
        at(6);
        assertThat(status()).isEqualTo(Status.DOWN);
    }

    @Test
    void aNodeThatIsBusyDoesNot() {
        started();
        connections(20, 0, 100);

        for (int minute = 1; minute < 20; minute++) {
            at(minute);
            givenBack++;
            assertThat(status()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aNodeWhoseDatabaseIsAwayDoesNotHoweverLongItIsAway() {
        started();
        connections(0, 0, 100);

        at(60);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void aNodeThatHasLittleToDoDoesNot() {
        started();
        connections(1, 19, 0);
        at(60);
        assertThat(status()).isEqualTo(Status.UP);

        connections(20, 0, 3);
        at(61);
        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void itGoesOnWhenAConnectionIsGivenBackAfterAll() {
        started();
        connections(20, 0, 3);
        at(6);
        assertThat(status()).isEqualTo(Status.DOWN);

        givenBack++;
        assertThat(status()).isEqualTo(Status.UP);
    }
}
