package io.ringback.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A sine tone as a WAV file, 8 kHz, mono, 16 bits, at half of full scale: what a phone "says". */
final class Tone {

    private static final int RATE = 8000;
    private static final double AMPLITUDE = 16384;

    private Tone() {}

    static void write(Path file, int hertz, Duration length) {
        int samples = (int) (length.toMillis() * RATE / 1000);
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            bytes.putShort((short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
        try {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples),
                    AudioFileFormat.Type.WAVE,
                    file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
