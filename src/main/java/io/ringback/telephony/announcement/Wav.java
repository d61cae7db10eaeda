package io.ringback.telephony.announcement;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads WAV files: 8 kHz, one channel, 16 bit linear or A law or mu law. */
public final class Wav {

    private static final int RIFF = 0x46464952;
    private static final int WAVE = 0x45564157;
    private static final int FMT = 0x20746d66;
    private static final int DATA = 0x61746164;

    private static final int LINEAR = 1;
    private static final int ALAW = 6;
    private static final int MULAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int EXTENSIBLE_SUBFORMAT = 24;

    private Wav() {}

    /**
     * The samples of a file that may be played.
     *
     * @throws IOException if it is none, or in another format; the message says what to do
     */
    public static short[] samples(byte[] file) throws IOException {
        Sound sound = read(file);
        if (sound.rate != Codec.RATE) {
            throw new IOException("Its rate is " + sound.rate + " Hz and not 8000." + Sound.MEND);
        }
        return sound.samples;
    }

    /** The samples of a file of any rate. */
    static Sound read(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 12 || in.getInt() != RIFF || in.getInt(8) != WAVE) {
            throw new IOException("It is not a WAV file." + Sound.MEND);
        }
        in.position(12);
        int format = 0;
        int rate = 0;
        while (in.remaining() >= 8) {
            int chunk = in.getInt();
            long said = in.getInt() & 0xFFFFFFFFL;
            // A program that writes to a pipe cannot know the length and says a very long one.
            int length = (int) Math.min(said, in.remaining());
            ByteBuffer content = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            if (chunk == FMT && length >= 16) {
                format = formatOf(content);
                rate = content.getInt(4);
            } else if (chunk == DATA) {
                return new Sound(rate, decode(format, content));
            }
            in.position(Math.min(in.limit(), in.position() + length + (length & 1)));
        }
        throw new IOException("It holds no sound." + Sound.MEND);
    }

    private static int formatOf(ByteBuffer content) throws IOException {
        int format = content.getShort(0) & 0xFFFF;
        int channels = content.getShort(2);
        int bits = content.getShort(14);
        if (format == EXTENSIBLE && content.limit() >= EXTENSIBLE_SUBFORMAT + 2) {
            format = content.getShort(EXTENSIBLE_SUBFORMAT) & 0xFFFF;
        }
        boolean known = format == LINEAR && bits == 16 || (format == ALAW || format == MULAW) && bits == 8;
        if (!known || channels != 1) {
            throw new IOException(
                    "It has " + channels + " channels of " + bits + " bit in format " + format + "." + Sound.MEND);
        }
        return format;
    }

    private static short[] decode(int format, ByteBuffer content) throws IOException {
        return switch (format) {
            case LINEAR -> {
                short[] samples = new short[content.remaining() / 2];
                content.asShortBuffer().get(samples);
                yield samples;
            }
            case ALAW, MULAW -> {
                short[] samples = new short[content.remaining()];
                for (int i = 0; i < samples.length; i++) {
                    byte code = content.get(i);
                    samples[i] = (short) (format == ALAW ? G711.fromAlaw(code) : G711.fromMulaw(code));
                }
                yield samples;
            }
            default -> throw new IOException("Its sound comes before its format." + Sound.MEND);
        };
    }

    /**
     * What a file holds.
     *
     * @param rate samples in a second
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Sound(int rate, short[] samples) {
        private static final String MEND = " Make it one of 8 kHz, mono, 16 bit: sox in.wav -r 8000 -c 1 -b 16 out.wav";
    }
}
