package io.ringback.agenda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much one node does at once. */
class LanePropertiesTest {

    @Test
    void aLaneWithoutPlacesIsRefusedByName() {
        assertThatThrownBy(() -> new LaneProperties(16, 16, 16, 16, 0, 16, 16, 16, Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "ringback.lanes.instant-message is 0, so nothing of it would ever be done; set it to 1 or more");
    }
}
