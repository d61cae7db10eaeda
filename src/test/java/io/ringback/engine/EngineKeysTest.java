package io.ringback.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    @Test
    void areShortAllDifferentAndInTheOrderOfTheirMaking() {
        EngineKeys keys = new EngineKeys(at(NOW));

        List<String> made = Stream.generate(keys::getNextId).limit(10_000).toList();

        assertThat(made).doesNotHaveDuplicates().isSorted().allSatisfy(key -> assertThat(key)
                .matches("[0-9a-z]{15}"));
    }

    @Test
    void theLaterOneStandsBehindTheEarlierOneWhicheverNodeMadeIt() {
        assertThat(new EngineKeys(at(NOW.plusMillis(1))).getNextId())
                .isGreaterThan(new EngineKeys(at(NOW)).getNextId());
        assertThat(new EngineKeys(at(NOW.plus(Duration.ofDays(20_000)))).getNextId())
                .hasSize(15);
    }

    @Test
    void twoNodesMakeDifferentOnes() {
        assertThat(new EngineKeys(at(NOW)).getNextId()).isNotEqualTo(new EngineKeys(at(NOW)).getNextId());
    }
}
