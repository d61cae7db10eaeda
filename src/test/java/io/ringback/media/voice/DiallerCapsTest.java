package io.ringback.media.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringback.media.voice.VoiceProperties.OwnNumber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiallerCapsTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final DiallerCaps caps = new DiallerCaps(new OwnNumber(true, 2, 3), clock);

    @Test
    void aNumberIsAnsweredSoOftenWithinAnHourAndOthersAreNotHeldUp() {
        for (int call = 1; call <= 3; call++) {
            assertThat(caps.isWithin("tel:+46701740605")).as("call %d", call).isTrue();
        }

        assertThat(caps.isWithin("tel:+46701740605")).isFalse();
        assertThat(caps.isWithin("tel:+46701740606")).isTrue();
        now = now.plus(Duration.ofMinutes(61));
        assertThat(caps.isWithin("tel:+46701740605")).isTrue();
    }

    @Test
    void soManyStrangersAreAnsweredAtOnceAndALineIsGivenBackOnce() {
        Runnable first = caps.lineForStranger().orElseThrow();
        assertThat(caps.lineForStranger()).isPresent();
        assertThat(caps.lineForStranger()).isEmpty();

        first.run();
        first.run();

        assertThat(caps.lineForStranger()).isPresent();
        assertThat(caps.lineForStranger()).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 0"})
    void settingsThatMakeNoSenseAreRefused(int strangers, int perCaller) {
        assertThatThrownBy(() -> new OwnNumber(true, strangers, perCaller))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ringback.voice.own-number.");
    }
}
