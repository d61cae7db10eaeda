package io.ringback.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SparinglyTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger counts = new AtomicInteger();
    private final Sparingly sparingly = new Sparingly(nanos::get);

    @Test
    void whatIsCountedQuicklyIsCountedAnewEachTime() {
        assertThat(count(Duration.ofMillis(50))).isEqualTo(1);
        assertThat(count(Duration.ofMillis(50))).isEqualTo(2);
    }

    @Test
    void whatTakesLongStandsForFiftyTimesAsLong() {
        assertThat(count(Duration.ofMillis(200))).isEqualTo(1);
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(count(Duration.ofMillis(200))).isEqualTo(1);
        pass(Duration.ofNanos(1));
        assertThat(count(Duration.ofMillis(200))).isEqualTo(2);
    }

    private int count(Duration takes) {
        return sparingly.count("cases", () -> {
            pass(takes);
            return counts.incrementAndGet();
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
