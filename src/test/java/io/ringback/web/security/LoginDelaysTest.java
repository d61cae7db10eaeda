package io.ringback.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginDelaysTest {

    private static final ClientAddress HOME = ClientAddress.parse("192.0.2.1");
    private static final ClientAddress AWAY = ClientAddress.parse("192.0.2.2");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginDelays delays = new LoginDelays(new Clock() {
        @Override
        public ZoneOffset getZone() {
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
    });

    private static ClientAddress stranger(int number) {
        return ClientAddress.parse("198.51." + number / 250 + "." + number % 250);
    }

    @Test
    void eachWrongPasswordWaitsLongerAndNoneForEver() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            assertThat(delays.take("olga", HOME)).isZero();
            Duration wait = untilNext("olga", HOME);
            seconds.add(wait.toSeconds());
            now = now.plus(wait);
        }
        assertThat(seconds).startsWith(0L, 0L, 2L, 4L, 8L, 16L).isSorted().endsWith(900L, 900L);
    }

    /** A try that goes through is taken back, so that only the wait is asked for. */
    private Duration untilNext(String account, ClientAddress from) {
        Duration wait = delays.take(account, from);
        if (wait.isZero()) {
            delays.notTried(account, from);
        }
        return wait;
    }

    @Test
    void theRightOneEndsTheWaiting() {
        for (int i = 0; i < 2; i++) {
            assertThat(delays.take("olga", HOME)).isZero();
        }
        assertThat(delays.take("olga", HOME)).isZero();
        assertThat(delays.take("olga", HOME)).isPositive();
        now = now.plusSeconds(2);
        assertThat(delays.take("olga", HOME)).isZero();
        delays.right("olga", HOME);
        assertThat(delays.take("olga", HOME)).isZero();
        assertThat(delays.take("olga", HOME)).isZero();
    }

    @Test
    void oneAddressCannotTryManyAccounts() {
        for (int i = 0; i < 6; i++) {
            assertThat(delays.take("account" + i, HOME)).isZero();
        }
        assertThat(delays.take("account6", HOME)).isPositive();
        assertThat(delays.take("account6", AWAY)).isZero();
    }

    @Test
    void manyAddressesCannotTryOneAccountAndItsOwnerAtTheUsualPlaceDoesNotNotice() {
        assertThat(delays.take("olga", HOME)).isZero();
        delays.right("olga", HOME);
        for (int i = 0; i < 10; i++) {
            assertThat(delays.take("olga", stranger(i))).isZero();
        }
        assertThat(delays.take("olga", stranger(10))).isPositive();
        assertThat(delays.take("olga", HOME)).isZero();
        for (int i = 11; i < 300; i++) {
            now = now.plus(untilNext("olga", stranger(i)));
            assertThat(delays.take("olga", stranger(i))).isZero();
        }
        assertThat(untilNext("olga", stranger(301))).isEqualTo(Duration.ofMinutes(1));
        assertThat(delays.take("anders", stranger(302))).isZero();
    }

    @Test
    void whatWasNoTryCostsNothing() {
        for (int i = 0; i < 50; i++) {
            assertThat(delays.take("olga", HOME)).isZero();
            delays.notTried("olga", HOME);
        }
    }
}
