package io.ringback.wording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Wording of a directory, for tests of what is said by it. */
public final class WordingOnDisk {

    private WordingOnDisk() {}

    /** Wording for an installation of no brand. */
    public static WordingInForce in(Path directory, TextRule... rules) {
        return of(directory, "", rules);
    }

    /** @param brand the installation's; empty if it has none */
    public static WordingInForce of(Path directory, String brand, TextRule... rules) {
        return new WordingInForce(directory.toString(), brand, WordingOnDisk::samples, List.of(rules));
    }

    /** With recordings that are read as they are when Ringback runs. */
    public static WordingInForce in(Path directory, SoundReader sounds) {
        return new WordingInForce(directory.toString(), "", sounds, List.of());
    }

    private static short[] samples(byte[] wav) throws IOException {
        try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat format = sound.getFormat();
            if (format.getSampleRate() != SoundReader.SAMPLES_PER_SECOND || format.getChannels() != 1) {
                throw new IOException("Its rate is " + (int) format.getSampleRate() + " Hz and not 8000.");
            }
            return new short[(int) sound.getFrameLength()];
        } catch (UnsupportedAudioFileException e) {
            throw new IOException("It is not a WAV file.");
        }
    }
}
