package io.ringback.telephony.announcement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Brings sound to what telephones carry: 8 kHz, one channel, linear samples of 16 bit. */
public final class TelephoneSound {

    private static final int LOWEST_RATE = 8_000;
    private static final int HIGHEST_RATE = 192_000;

    private TelephoneSound() {}

    /**
     * The sound of a WAV file of one channel, 16 bit linear or A law or mu law, at any rate of 8 kHz and more.
     *
     * @throws IOException if it is none; the message says what to do
     */
    public static short[] ofWav(byte[] file) throws IOException {
        return of(Wav.read(file));
    }

    /**
     * The sound of a body of type audio/L16 (RFC 3190 section 4): most significant octet first.
     *
     * @param rate samples in a second
     * @throws IOException if nothing can be made of it
     */
    public static short[] ofL16(byte[] body, int rate) throws IOException {
        short[] samples = new short[body.length / Short.BYTES];
        ByteBuffer.wrap(body).order(ByteOrder.BIG_ENDIAN).asShortBuffer().get(samples);
        return of(new Wav.Sound(rate, samples));
    }

    private static short[] of(Wav.Sound sound) throws IOException {
        if (sound.rate() < LOWEST_RATE || sound.rate() > HIGHEST_RATE) {
            throw new IOException("Its rate is " + sound.rate() + " Hz; one of 8000 to 192000 can be played.");
        }
        return Resampler.toTelephony(sound);
    }
}
