package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was spoken for one call. */
class SpokenPromptsTest {

    private final TestClock clock = new TestClock();
    private final SpokenPrompts spoken = new SpokenPrompts(Duration.ofMinutes(5), 3, clock);

    @Test
    void whatIsRememberedCanBePlayed() throws Exception {
        String play = spoken.remember(new short[320]);

        assertThat(play).matches("file:spoken/[0-9a-f]{32}\\.wav");
        assertThat(new Prompts(Optional.empty(), "en", spoken, Optional.empty())
                        .find(play, Optional.empty())
                        .frames())
                .isEqualTo(2);
    }

    @Test
    void whatWasSpokenIsForgottenAfterSomeMinutes() {
        String id = spoken.add(Prompt.of(new short[160]));

        clock.now = clock.now.plus(Duration.ofMinutes(4));
        assertThat(spoken.find(id)).isPresent();
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertThat(spoken.find(id)).isEmpty();
    }

    @Test
    void onlySoMuchIsRememberedAndTheLatestAlways() {
        List<String> ids = Stream.generate(() -> spoken.add(Prompt.of(new short[160])))
                .limit(50)
                .toList();

        assertThat(ids.stream().filter(id -> spoken.find(id).isPresent()))
                .containsExactlyElementsOf(ids.subList(47, 50));
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
