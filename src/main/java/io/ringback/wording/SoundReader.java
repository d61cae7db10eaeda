package io.ringback.wording;

import java.io.IOException;

/** Reads recordings as the announcement server plays them. */
@FunctionalInterface
public interface SoundReader {

    int SAMPLES_PER_SECOND = 8_000;

    /**
     * The samples of a WAV file that telephones can carry, at {@link #SAMPLES_PER_SECOND}, one channel, linear.
     *
     * @throws IOException if it is none; the message says what is wrong and what to do
     */
    short[] samples(byte[] wav) throws IOException;
}
