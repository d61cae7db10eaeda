package io.ringback.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * What a phone heard, measured in windows of 40 ms: a window is silent below -40 dB of full scale, and a tone of some
 * frequency if most of its energy is at that frequency (Goertzel).
 */
public final class Heard {

    private static final int WINDOWS_PER_SECOND = 25;
    private static final double SILENCE = 0.01;
    private static final double MOST = 0.8;
    private static final int LOUDNESS_PER_WINDOW = 4;
    private static final double ALIKE = 0.8;
    private static final int LOWEST_HERTZ = 100;
    private static final int STEP_HERTZ = 5;

    private final int rate;
    private final double[][] windows;

    private Heard(int rate, double[][] windows) {
        this.rate = rate;
        this.windows = windows;
    }

    /** Reads WAV files, one after the other; also such as are still being written. All must have the same rate. */
    public static Heard in(List<Path> files) {
        int rate = 8000;
        List<double[]> windows = new ArrayList<>();
        for (Path file : files) {
            Samples samples = Samples.read(file);
            rate = samples.rate();
            int size = rate / WINDOWS_PER_SECOND;
            for (int from = 0; from + size <= samples.values().length; from += size) {
                windows.add(Arrays.copyOfRange(samples.values(), from, from + size));
            }
        }
        return new Heard(rate, windows.toArray(double[][]::new));
    }

    /** Sound that was not recorded but made, 8000 samples a second. */
    public static Heard of(short[] samples) {
        int size = 8000 / WINDOWS_PER_SECOND;
        double[][] windows = new double[samples.length / size][size];
        for (int i = 0; i < windows.length * size; i++) {
            windows[i / size][i % size] = samples[i] / 32768.0;
        }
        return new Heard(8000, windows);
    }

    /** All of it, silence included. */
    public Duration length() {
        return lasting(windows.length);
    }

    /** How long there was a sound. */
    public Duration sound() {
        return lasting(count(Heard::sounds));
    }

    /** The part of it that was silent, 0 to 1; 1 if nothing came at all. */
    public double silence() {
        return windows.length == 0 ? 1 : 1 - (double) count(Heard::sounds) / windows.length;
    }

    /** How long this tone was heard. */
    public Duration tone(int hertz) {
        return lasting(count(window -> isTone(window, hertz)));
    }

    /** How long something else than this tone was heard. */
    public Duration otherThan(int hertz) {
        return lasting(count(window -> sounds(window) && !isTone(window, hertz)));
    }

    /**
     * How long each passage of something else than this tone was, from its first to its last sound: an announcement with
     * its short pauses is one passage.
     *
     * @param pause a silence of this length, or the tone for as long, ends a passage
     */
    public List<Duration> passagesOtherThan(int hertz, Duration pause) {
        int[] others = IntStream.range(0, windows.length)
                .filter(i -> sounds(windows[i]) && !isTone(windows[i], hertz))
                .toArray();
        List<Duration> passages = new ArrayList<>();
        for (int i = 0, first = 0; i < others.length; i++) {
            if (i + 1 == others.length || lasting(others[i + 1] - others[i]).compareTo(pause) > 0) {
                passages.add(lasting(others[i] - others[first] + 1));
                first = i + 1;
            }
        }
        return passages;
    }

    /**
     * Whether these words are among what was heard: whether somewhere the loudness goes up and down as theirs does. Tells
     * sentences apart, not voices.
     */
    public boolean says(Heard words) {
        return likeness(words) > ALIKE;
    }

    /** How like these words the most like part of it is: 1 if one goes up and down exactly as the other, 0 if not at all. */
    public double likeness(Heard words) {
        double[] pattern = words.loudness();
        double[] all = loudness();
        return IntStream.rangeClosed(0, all.length - pattern.length)
                .mapToDouble(from -> likeness(all, from, pattern))
                .filter(likeness -> !Double.isNaN(likeness))
                .max()
                .orElse(0);
    }

    /** Its beginning, as far as it goes. */
    public Heard first(Duration length) {
        int kept = Math.min(windows.length, (int) (length.toMillis() * WINDOWS_PER_SECOND / 1000));
        return new Heard(rate, Arrays.copyOf(windows, kept));
    }

    /** Every 10 ms. */
    private double[] loudness() {
        int size = rate / WINDOWS_PER_SECOND / LOUDNESS_PER_WINDOW;
        return Arrays.stream(windows)
                .flatMapToDouble(window -> IntStream.range(0, LOUDNESS_PER_WINDOW)
                        .mapToDouble(
                                i -> Math.sqrt(energy(Arrays.copyOfRange(window, i * size, (i + 1) * size)) / size)))
                .toArray();
    }

    /** The correlation of Pearson: 1 if one is a multiple of the other. */
    private static double likeness(double[] all, int from, double[] pattern) {
        double mean = Arrays.stream(all, from, from + pattern.length).average().orElse(0);
        double patternMean = Arrays.stream(pattern).average().orElse(0);
        double both = 0;
        double square = 0;
        double patternSquare = 0;
        for (int i = 0; i < pattern.length; i++) {
            double one = all[from + i] - mean;
            double other = pattern[i] - patternMean;
            both += one * other;
            square += one * one;
            patternSquare += other * other;
        }
        return both / Math.sqrt(square * patternSquare);
    }

    /** The frequency that has most of the energy; 0 if all was silent. */
    public int frequency() {
        double most = 0;
        int dominant = 0;
        for (int hertz = LOWEST_HERTZ; hertz < rate / 2; hertz += STEP_HERTZ) {
            double energy = 0;
            for (double[] window : windows) {
                if (sounds(window)) {
                    energy += goertzel(window, hertz);
                }
            }
            if (energy > most) {
                most = energy;
                dominant = hertz;
            }
        }
        return dominant;
    }

    @Override
    public String toString() {
        return "%d ms, of which %d ms sound, mostly at %d Hz"
                .formatted(length().toMillis(), sound().toMillis(), frequency());
    }

    private int count(Predicate<double[]> windowFits) {
        return (int) Arrays.stream(windows).filter(windowFits).count();
    }

    private static Duration lasting(int windows) {
        return Duration.ofMillis(1000L * windows / WINDOWS_PER_SECOND);
    }

    private static boolean sounds(double[] window) {
        return Math.sqrt(energy(window) / window.length) > SILENCE;
    }

    /** A sine at exactly this frequency has |X|^2 = (N/2) * sum of squares. */
    private boolean isTone(double[] window, int hertz) {
        return sounds(window) && goertzel(window, hertz) > MOST * energy(window) * window.length / 2;
    }

    private static double energy(double[] window) {
        return Arrays.stream(window).map(sample -> sample * sample).sum();
    }

    private double goertzel(double[] window, int hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / rate);
        double last = 0;
        double beforeLast = 0;
        for (double sample : window) {
            double now = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = now;
        }
        return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    }

    /**
     * The first channel of a WAV file of 16 bits, or of G.711.
     *
     * @param values from -1 to 1
     */
    private record Samples(int rate, double[] values) {

        private static final int HEADER = 12;
        private static final int CHUNK_HEADER = 8;
        private static final int WHOLE_HEADER = 44;
        private static final int PCM = 1;

        /**
         * Who still writes the file has not yet put the right size into its header (baresip), or left room for a header
         * (linphonec): then the size is the file's, and the rate a telephone's.
         */
        static Samples read(Path file) {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            ByteBuffer wav = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int rate = 8000;
            int channels = 1;
            int at = HEADER;
            if (bytes.length >= WHOLE_HEADER && bytes[0] == 0) {
                return new Samples(rate, pcm(wav, WHOLE_HEADER, channels));
            }
            while (at + CHUNK_HEADER <= bytes.length) {
                String name = new String(bytes, at, 4, StandardCharsets.US_ASCII);
                int start = at + CHUNK_HEADER;
                if (name.equals("data")) {
                    return new Samples(rate, pcm(wav, start, channels));
                }
                if (name.equals("fmt ")) {
                    channels = wav.getShort(start + 2);
                    rate = wav.getInt(start + 4);
                    if (wav.getShort(start) != PCM) {
                        return decoded(file);
                    }
                }
                at = start + wav.getInt(at + 4);
            }
            return new Samples(rate, new double[0]);
        }

        /** G.711 as Java's own codecs have it. */
        private static Samples decoded(Path file) {
            AudioFormat telephone = new AudioFormat(8000, 16, 1, true, false);
            try (AudioInputStream coded = AudioSystem.getAudioInputStream(file.toFile());
                    AudioInputStream decoded = AudioSystem.getAudioInputStream(telephone, coded)) {
                ByteBuffer wav = ByteBuffer.wrap(decoded.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                return new Samples(8000, pcm(wav, 0, 1));
            } catch (IOException | UnsupportedAudioFileException e) {
                throw new IllegalArgumentException(file + " cannot be measured: " + e.getMessage(), e);
            }
        }

        private static double[] pcm(ByteBuffer wav, int start, int channels) {
            int step = 2 * channels;
            return IntStream.range(0, (wav.limit() - start) / step)
                    .mapToDouble(i -> wav.getShort(start + i * step) / 32768.0)
                    .toArray();
        }
    }
}
