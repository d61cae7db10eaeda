package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WAV files as sox writes them. */
class WavTest {

    @TempDir
    private Path folder;

    private Path tone;

    @BeforeEach
    void tone() throws Exception {
        tone = folder.resolve("tone.wav");
        Sox.run(
                List.of("-D", "-n", "-r", "8000", "-c", "1", "-b", "16"),
                List.of(tone.toString(), "synth", "0.5", "sine", "1000", "vol", "0.5"));
    }

    @ParameterizedTest
    @CsvSource({
        "-e signed -b 16",
        "-e a-law",
        "-e mu-law",
        "-t wavpcm -e signed -b 16",
        "-e signed -b 16 --comment x",
    })
    void telephonySoundIsRead(String format) throws Exception {
        Path file = folder.resolve("file.wav");
        Sox.run(List.of("-D", tone.toString()), List.of(format.split(" ")), List.of(file.toString()));

        short[] samples = Wav.samples(Files.readAllBytes(file));

        assertThat(samples).hasSize(4000);
        assertThat(crossings(samples)).as("1000 Hz for half a second").isBetween(990, 1010);
        assertThat(samples[2]).isBetween((short) 15_000, (short) 17_000);
    }

    @Test
    void aFileThatWasWrittenToAPipeSaysNoLength() throws Exception {
        Process sox = new ProcessBuilder("sox", tone.toString(), "-t", "wav", "-").start();
        byte[] piped = sox.getInputStream().readAllBytes();

        assertThat(Wav.samples(piped)).hasSize(4000);
    }

    @ParameterizedTest
    @CsvSource({"1000, 22050", "1000, 16000", "1000, 44100", "3000, 22050", "300, 8000"})
    void speechOfAnyRateIsBroughtToTelephony(int frequency, int rate) throws Exception {
        short[] samples = Resampler.toTelephony(sound(frequency, rate));

        assertThat(samples.length).isBetween(7_990, 8_010);
        assertThat(crossings(samples)).isBetween(2 * frequency - 10, 2 * frequency + 10);
        assertThat(loudest(samples)).isBetween(14_000, 18_000);
    }

    @Test
    void whatTelephonyCannotCarryDoesNotFoldBack() throws Exception {
        short[] samples = Resampler.toTelephony(sound(5000, 22050));

        // Without the filter it would be heard at 3000 Hz, as loud as before.
        assertThat(loudest(samples)).isLessThan(300);
    }

    private Wav.Sound sound(int frequency, int rate) throws Exception {
        Path file = folder.resolve("sound.wav");
        Sox.run(
                List.of("-D", "-n", "-r", String.valueOf(rate), "-c", "1", "-b", "16", file.toString()),
                List.of("synth", "1", "sine", String.valueOf(frequency), "vol", "0.5"));
        return Wav.read(Files.readAllBytes(file));
    }

    /** In the middle: the ends are cut off abruptly. */
    private static int loudest(short[] samples) {
        int loudest = 0;
        for (int i = 200; i < samples.length - 200; i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest;
    }

    private static int crossings(short[] samples) {
        int crossings = 0;
        for (int i = 1; i < samples.length; i++) {
            if ((samples[i] < 0) != (samples[i - 1] < 0)) {
                crossings++;
            }
        }
        return crossings;
    }
}
