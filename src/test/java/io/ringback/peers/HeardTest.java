package io.ringback.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ears of the test rig, against tones of which is known what they are. */
class HeardTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {300, 440, 1000, 1005, 3400})
    void aToneIsKnownByItsFrequency(int hertz) {
        Heard heard = Heard.in(List.of(tone(hertz, 2000)));

        assertThat(heard.frequency()).isCloseTo(hertz, within(5));
        assertThat(heard.tone(hertz)).isEqualTo(Duration.ofSeconds(2));
        assertThat(heard.tone(hertz == 440 ? 600 : 440)).isZero();
        assertThat(heard.otherThan(hertz)).isZero();
        assertThat(heard.silence()).isZero();
    }

    @Test
    void whatComesBetweenTonesIsTold() {
        Heard heard = Heard.in(List.of(tone(440, 1000), silence(2000), tone(700, 600), silence(400), tone(700, 1000)));

        assertThat(heard.length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(heard.sound()).isEqualTo(Duration.ofMillis(2600));
        assertThat(heard.tone(440)).isEqualTo(Duration.ofSeconds(1));
        assertThat(heard.otherThan(440)).isEqualTo(Duration.ofMillis(1600));
        assertThat(heard.passagesOtherThan(440, Duration.ofSeconds(1))).containsExactly(Duration.ofSeconds(2));
        assertThat(heard.passagesOtherThan(0, Duration.ofSeconds(1)))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(heard.silence()).isCloseTo(0.48, within(0.001));
    }

    @Test
    void wordsAreKnownAmongOthers() {
        Path calling = Path.of("src/main/resources/prompts/en/calling-caller.wav");
        Path unreachable = Path.of("src/main/resources/prompts/en/caller-unreachable.wav");
        Path swedish = Path.of("src/main/resources/prompts/sv/calling-caller.wav");
        Heard words = Heard.in(List.of(calling));
        Heard heard = Heard.in(List.of(tone(440, 1010), calling, silence(500), swedish, tone(440, 300)));

        assertThat(heard.says(words)).isTrue();
        assertThat(heard.says(Heard.in(List.of(swedish)))).isTrue();
        assertThat(heard.says(Heard.in(List.of(unreachable)))).isFalse();
        assertThat(heard.says(Heard.in(List.of(unreachable)).first(Duration.ofSeconds(2))))
                .isFalse();
        assertThat(Heard.in(List.of(tone(440, 9000))).says(words)).isFalse();
        assertThat(Heard.in(List.of(silence(9000))).says(words)).isFalse();
        assertThat(words.first(Duration.ofSeconds(1)).says(words)).isFalse();
    }

    @Test
    void nothingAtAllIsSilence() {
        Heard heard = Heard.in(List.of());

        assertThat(heard.silence()).isEqualTo(1);
        assertThat(heard.frequency()).isZero();
    }

    @Test
    void aFileThatIsStillWrittenIsReadAsFarAsItIs() throws IOException {
        byte[] wav = Files.readAllBytes(tone(440, 1000));
        byte[] withoutHeader = wav.clone();
        Arrays.fill(withoutHeader, 0, 44, (byte) 0);
        byte[] withoutSize = wav.clone();
        Arrays.fill(withoutSize, 40, 44, (byte) 0);

        assertThat(Heard.in(List.of(Files.write(directory.resolve("linphonec"), withoutHeader)))
                        .tone(440))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(Heard.in(List.of(Files.write(directory.resolve("baresip"), withoutSize)))
                        .tone(440))
                .isEqualTo(Duration.ofSeconds(1));
    }

    private Path silence(int milliseconds) {
        return tone(0, milliseconds);
    }

    private Path tone(int hertz, int milliseconds) {
        try {
            Path file = Files.createTempFile(directory, "tone", ".wav");
            Tone.write(file, hertz, Duration.ofMillis(milliseconds));
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
