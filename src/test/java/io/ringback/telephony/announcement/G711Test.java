package io.ringback.telephony.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The two laws against sox, an implementation that is not ours. */
class G711Test {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        // linear, A law, mu law: zero, the ends, and the first steps
        "0, D5, FF",
        "-1, 55, 7F",
        "32767, AA, 80",
        "-32768, 2A, 00",
        "1000, FA, CE",
        "-1000, 7A, 4E",
    })
    void codesAreThoseOfTheStandard(int linear, String alaw, String mulaw) {
        assertThat("%02X".formatted(G711.alaw(linear))).isEqualTo(alaw);
        assertThat("%02X".formatted(G711.mulaw(linear))).isEqualTo(mulaw);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void everyCodeMeansWhatSoxTakesItFor(Codec codec) throws Exception {
        byte[] codes = new byte[256];
        IntStream.range(0, 256).forEach(code -> codes[code] = (byte) code);

        short[] heard = linear(sox(codes, raw(codec), "raw", List.of("-t", "raw", "-e", "signed", "-b", "16", "-L")));

        for (int code = 0; code < 256; code++) {
            assertThat(decoded(codec, codes[code])).as("code %02X", code).isEqualTo(heard[code]);
        }
    }

    /** Where a sample lies between two codes, sox rounds and the standard cuts off: the neighbour is right, too. */
    @ParameterizedTest
    @EnumSource(Codec.class)
    void everySampleBecomesTheCodeThatSoxMakesOfItOrItsNeighbour(Codec codec) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(65536 * 2).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.rangeClosed(Short.MIN_VALUE, Short.MAX_VALUE).forEach(sample -> all.putShort((short) sample));

        byte[] codes = sox(all.array(), List.of("-t", "raw", "-e", "signed", "-b", "16", "-L"), "raw", raw(codec));

        int[] levels = IntStream.range(0, 256)
                .map(code -> decoded(codec, (byte) code))
                .sorted()
                .distinct()
                .toArray();
        int same = 0;
        for (int i = 0; i < 65536; i++) {
            int sample = i + Short.MIN_VALUE;
            byte ours = codec.encode(sample);
            int step = Arrays.binarySearch(levels, decoded(codec, ours));
            int stepOfSox = Arrays.binarySearch(levels, decoded(codec, codes[i]));
            assertThat(step).as("sample %d", sample).isBetween(stepOfSox - 1, stepOfSox + 1);
            same += ours == codes[i] ? 1 : 0;
        }
        assertThat(same).isGreaterThan(65536 * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void whatWasDecodedIsEncodedAsItWas(Codec codec) {
        for (int code = 0; code < 256; code++) {
            int linear = decoded(codec, (byte) code);
            // Mu law has two zeros; the positive one is chosen.
            if (codec == Codec.PCMU && code == 0x7F) {
                continue;
            }
            assertThat(codec.encode(linear)).as("code %02X", code).isEqualTo((byte) code);
        }
    }

    @Test
    void soundIsFilledUpWithSilenceToWholePackets() {
        byte[] encoded = Codec.PCMU.encode(new short[] {1000});

        assertThat(encoded).hasSize(160).startsWith(0xCE).endsWith(0xFF);
    }

    private static int decoded(Codec codec, byte code) {
        return codec == Codec.PCMA ? G711.fromAlaw(code) : G711.fromMulaw(code);
    }

    private static List<String> raw(Codec codec) {
        return List.of("-t", "raw", "-e", codec == Codec.PCMA ? "a-law" : "mu-law");
    }

    private byte[] sox(byte[] in, List<String> from, String name, List<String> to) throws Exception {
        Path source = Files.write(folder.resolve(name + ".in"), in);
        Path target = folder.resolve(name + ".out");
        Sox.run(
                List.of("-D", "-r", "8000", "-c", "1"),
                from,
                List.of(source.toString()),
                to,
                List.of(target.toString()));
        return Files.readAllBytes(target);
    }

    private static short[] linear(byte[] raw) {
        short[] samples = new short[raw.length / 2];
        ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
