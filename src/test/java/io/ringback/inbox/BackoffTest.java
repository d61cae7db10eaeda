package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pauses double up to the longest. */
class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(15));

    @Test
    void eachPauseIsTwiceTheOneBeforeUpToTheLongest() {
        assertThat(IntStream.rangeClosed(1, 5)
                        .mapToObj(backoff::after)
                        .map(Duration::toSeconds)
                        .toList())
                .containsExactly(2L, 4L, 8L, 15L, 15L);
        assertThat(backoff.longerThan(backoff.first())).isEqualTo(backoff.after(2));
        assertThat(backoff.longerThan(Duration.ofSeconds(8))).isEqualTo(backoff.longest());
    }

    @Test
    void afterVeryManyFailuresThePauseIsStillTheLongest() {
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(15));
    }
}
