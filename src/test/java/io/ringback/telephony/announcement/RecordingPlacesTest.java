package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only where somebody waits for it is anything recorded, once, and it is read once. */
class RecordingPlacesTest {

    private static final Duration SAID = Duration.ofSeconds(2);

    private final SaidIntoPlaces said = new SaidIntoPlaces();
    private final RecordingPlaces places = said.places();

    @Test
    void whatIsSaidIsTakenOnce() {
        String place = places.open();
        said.say(place, SAID);

        assertThat(places.take(place).orElseThrow()).hasSize(16_000);
        assertThat(places.take(place)).isEmpty();
    }

    @Test
    void aPlaceIsRecordedToOnce() {
        String place = places.open();
        said.say(place, SAID);
        said.say(place, Duration.ofSeconds(10));

        assertThat(places.take(place).orElseThrow()).hasSize(16_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:recorded/00112233445566778899aabbccddeeff.wav",
                "file:recorded/../prompts/en/voice-why.wav",
                "file:/etc/passwd",
                "http://192.0.2.1/a.wav",
                ""
            })
    void nothingIsRecordedElsewhere(String url) {
        said.say(url, SAID);

        assertThat(places.take(url)).isEmpty();
    }

    @Test
    void thereAreNoMorePlacesThanThereMayBe() {
        List<String> opened = Stream.generate(places::open).limit(4).toList();
        opened.forEach(place -> said.say(place, SAID));

        assertThat(opened.stream().map(places::take).map(taken -> taken.isPresent()))
                .containsExactly(false, true, true, true);
    }
}
