package io.ringback.web.operations.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

/** The overview renews itself, but does not keep the session of somebody who walked away. */
class RenewalTest {

    private static final Duration EVERY = Duration.ofSeconds(30);

    private final MockHttpSession session = new MockHttpSession();
    private final Clock clock = mock(Clock.class);
    private final Renewal renewal = new Renewal(clock);
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @BeforeEach
    void watch() {
        when(clock.instant()).thenAnswer(asked -> now);
    }

    @Test
    void onADeskItEndsAfterTwentyMinutesAndBeginsAnew() {
        for (int time = 0; time <= 40; time++) {
            assertThat(again()).isEqualTo("30");
            now = now.plus(EVERY);
        }
        assertThat(again()).isNull();
        assertThat(again()).as("somebody loads it").isEqualTo("30");
    }

    @Test
    void whoComesBackFromAnotherPageBeginsAnew() {
        for (int visit = 0; visit < 60; visit++) {
            assertThat(again()).isEqualTo("30");
            now = now.plus(Duration.ofMinutes(1));
        }
    }

    @Test
    void onAWallItGoesOn() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        renewal.onAWall(response);

        assertThat(response.getHeader("Refresh")).isEqualTo("10");
    }

    private String again() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        renewal.onADesk(session, response);
        return response.getHeader("Refresh");
    }
}
