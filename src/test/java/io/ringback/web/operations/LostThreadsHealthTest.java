package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.ringback.agenda.Lane;
import io.ringback.delivery.Servers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/** A node that lost a thread asks for a person, and one that lost all it may lose for a restart. */
class LostThreadsHealthTest {

    private final Servers servers = mock(Servers.class);

    @Test
    void withoutAnyItIsUp() {
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aFewAreShownAndAreNoReasonForARestart() {
        when(servers.lost()).thenReturn(List.of(new Servers.Lost(Lane.SMS, "https://sms.example", 2, false)));

        assertThat(health().getStatus()).isEqualTo(OperationsHealth.DEGRADED);
        assertThat(health().getDetails())
                .containsEntry(
                        "sms https://sms.example",
                        "2 threads are lost in a route that does not come back; find out where it waits, and give it a"
                                + " time-out");
    }

    @Test
    void whereNothingIsSentAnyMoreBecauseOfThemOnlyARestartHelps() {
        when(servers.lost())
                .thenReturn(List.of(
                        new Servers.Lost(Lane.SMS, "https://sms.example", 2, false),
                        new Servers.Lost(Lane.EMAIL, "direct://send-email", 16, true)));

        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    }

    private Health health() {
        return new OperationsHealth().threadsHealthIndicator(servers).health();
    }
}
