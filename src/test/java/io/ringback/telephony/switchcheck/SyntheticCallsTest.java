package io.ringback.telephony.switchcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringback.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of synthetic calls, made by a pretended switch. */
class SyntheticCallsTest {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration OLDEST = Duration.ofMinutes(20);
    private static final SyntheticFinding CONNECTED =
            new SyntheticFinding(SyntheticOutcome.CONNECTED, "", Duration.ofMillis(4200));
    private static final SyntheticFinding NOT_TOLD =
            new SyntheticFinding(SyntheticOutcome.NOT_TOLD, "Nothing was told within 10 s.", Duration.ZERO);
    private static final SyntheticFinding ELSEWHERE =
            new SyntheticFinding(SyntheticOutcome.ELSEWHERE, "Another phone rang.", Duration.ZERO);

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private SyntheticFinding next = CONNECTED;
    private int made;
    private boolean running = true;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final SyntheticCalls calls = node();

    private SyntheticCalls node() {
        return new SyntheticCalls(this::call, new SyntheticCallRows(jdbc, clock), () -> running, clock);
    }

    private SyntheticFinding call() {
        made++;
        if (next == null) {
            throw new IllegalArgumentException("a fault with sip:anna@ringback.example in it");
        }
        return next;
    }

    @BeforeEach
    void none() {
        DATABASE.clear();
    }

    private void make(SyntheticFinding finding) {
        next = finding;
        now = now.plus(EVERY);
        calls.makeOne();
    }

    private static Health health(SyntheticCalls calls) {
        return new SyntheticCallHealth(calls, OLDEST).health();
    }

    private double metric(String name) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new SyntheticCallMetrics(calls, OLDEST).bindTo(registry);
        return registry.get(name).gauge().value();
    }

    @Test
    void allTheWayIsWell() {
        make(CONNECTED);

        assertThat(health(calls).getStatus().getCode()).isEqualTo("UP");
        assertThat(metric(SyntheticCallMetrics.FAILURES)).isZero();
        assertThat(metric(SyntheticCallMetrics.AGE)).isZero();
        assertThat(metric(SyntheticCallMetrics.OLDEST)).isEqualTo(1200);
        assertThat(metric(SyntheticCallMetrics.TALK)).isEqualTo(4.2);
    }

    @Test
    void oneThatFailsIsSeenAndSaysHowFarItCame() {
        make(CONNECTED);
        make(NOT_TOLD);
        make(NOT_TOLD);

        assertThat(health(calls).getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health(calls).getDetails())
                .containsEntry("last", "NOT_TOLD")
                .containsEntry(
                        "why", "the switch did not tell Ringback of the busy callee. Nothing was told within 10 s.");
        assertThat(metric(SyntheticCallMetrics.FAILURES)).isEqualTo(2);
        assertThat(metric(SyntheticCallMetrics.AGE)).isEqualTo(600);
        assertThat(metric(SyntheticCallMetrics.TALK)).isEqualTo(4.2);
    }

    @Test
    void oneThatComesAllTheWayAgainMendsIt() {
        make(NOT_TOLD);
        make(CONNECTED);

        assertThat(health(calls).getStatus().getCode()).isEqualTo("UP");
        assertThat(metric(SyntheticCallMetrics.FAILURES)).isZero();
    }

    @Test
    void anotherNodeKnowsItAsWell() {
        SyntheticCalls other = node();
        make(NOT_TOLD);

        other.refresh();

        assertThat(health(other).getStatus().getCode()).isEqualTo("DEGRADED");
    }

    @Test
    void noneForTooLongIsSeen() {
        make(CONNECTED);
        now = now.plus(OLDEST).plusSeconds(1);

        assertThat(health(calls).getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health(calls).getDetails()).containsEntry("late", "None has been made for 20 min.");
    }

    @Test
    void aNodeThatHasJustStartedIsNotLate() {
        assertThat(health(calls).getStatus().getCode()).isEqualTo("UP");
        assertThat(metric(SyntheticCallMetrics.TALK)).isNaN();
    }

    @Test
    void whoWasRungInErrorIsLeftAloneForADay() {
        make(ELSEWHERE);
        make(CONNECTED);
        assertThat(made).as("calls").isOne();
        assertThat(health(calls).getStatus().getCode()).isEqualTo("DEGRADED");

        now = now.plus(Duration.ofDays(1));
        make(CONNECTED);

        assertThat(made).as("calls").isEqualTo(2);
        assertThat(health(calls).getStatus().getCode()).isEqualTo("UP");
    }

    @Test
    void aNodeThatStopsHasNotFailed() {
        make(CONNECTED);
        running = false;

        make(NOT_TOLD);

        assertThat(made).as("calls").isOne();
        assertThat(metric(SyntheticCallMetrics.FAILURES)).isZero();
    }

    @Test
    void aFaultOfItsOwnIsAFailureThatNamesNobody() {
        make(null);

        assertThat(health(calls).getDetails())
                .containsEntry("last", "BROKEN")
                .containsEntry("why", "the synthetic call itself broke. IllegalArgumentException; see the log.");
    }

    @Test
    void whatIsOlderThanAWeekIsForgotten() {
        make(NOT_TOLD);
        now = now.plus(Duration.ofDays(8));
        make(CONNECTED);

        assertThat(jdbc.sql("select outcome from synthetic_call")
                        .query(String.class)
                        .list())
                .containsExactly("CONNECTED");
    }
}
