package io.ringback.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BurstPropertiesTest {

    @Test
    void whatWouldNeverHandleACallIsRefusedAndNamed() {
        assertThatThrownBy(() -> new BurstProperties(8, 0, 10, 1000))
                .hasMessage(
                        "ringback.burst.workers is 0, so no stored call would ever be handled; set it to 1 or more");
        assertThatThrownBy(() -> new BurstProperties(8, 4, -1, 1000))
                .hasMessageContaining("ringback.burst.batch is -1");
        assertThatThrownBy(() -> new BurstProperties(8, 4, 10, 0)).hasMessageContaining("ringback.burst.storing is 0");
        assertThatThrownBy(() -> new BurstProperties(-1, 4, 10, 1000))
                .hasMessageContaining("ringback.burst.at-once is -1");
        assertThat(new BurstProperties(0, 4, 10, 1000).atOnce()).isZero();
    }
}
