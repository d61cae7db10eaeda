package io.ringback.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysInOrderTest {

    @Test
    void areOfVersion7AndAllDifferent() {
        List<UUID> keys = Stream.generate(KeysInOrder::next).limit(10_000).toList();

        assertThat(keys).doesNotHaveDuplicates().allSatisfy(key -> {
            assertThat(key.version()).isEqualTo(7);
            assertThat(key.variant()).isEqualTo(2);
        });
    }

    @Test
    void saveWithinAMillisecondALaterOneStandsBehindAnEarlierOne() {
        List<Long> times = Stream.generate(KeysInOrder::next)
                .limit(10_000)
                .map(key -> key.getMostSignificantBits() >>> 16)
                .toList();

        assertThat(times).isSorted();
        assertThat(System.currentTimeMillis() - times.get(times.size() - 1)).isBetween(0L, 60_000L);
    }
}
