package io.ringback.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysInOrderTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void areOfVersion7AndAllDifferent() {
        List<UUID> keys =
                Stream.generate(() -> KeysInOrder.at(NOW)).limit(10_000).toList();

        assertThat(keys).doesNotHaveDuplicates().allSatisfy(key -> {
            assertThat(key.version()).isEqualTo(7);
            assertThat(key.variant()).isEqualTo(2);
            assertThat(Instant.ofEpochMilli(key.getMostSignificantBits() >>> 16))
                    .isEqualTo(Instant.parse("2026-03-01T12:00:00.123Z"));
        });
    }

    @Test
    void aLaterOneStandsBehindAnEarlierOne() {
        List<String> keys = Stream.iterate(NOW, time -> time.plusMillis(1))
                .limit(10_000)
                .map(time -> KeysInOrder.at(time).toString())
                .toList();

        assertThat(keys).isSorted();
    }
}
