package io.ringback.cases;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Why the caller called, in their own voice: 8,000 codes in a second, in A law (ITU-T G.711), and 20 seconds at most. It is sound, and
 * never anything else: nothing reads in it.
 */
public final class SpokenReason {

    private static final int RATE = 8000;
    private static final int LONGEST = 20 * RATE;

    private static final int HEADER = 44;
    private static final int FORMAT_LENGTH = 16;
    private static final short ALAW = 6;
    private static final short BITS = 8;

    private final byte[] alaw;

    /** @throws IllegalArgumentException if there is nothing, or more than 20 seconds */
    public SpokenReason(byte[] alaw) {
        if (alaw.length == 0 || alaw.length > LONGEST) {
            throw new IllegalArgumentException("A spoken reason is 20 seconds at most, and not nothing: it has "
                    + alaw.length + " codes of 8000 in a second.");
        }
        this.alaw = alaw.clone();
    }

    /**
     * From how an event holds it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static SpokenReason in(String text) {
        return new SpokenReason(Base64.getDecoder().decode(text));
    }

    /** As an event holds it. */
    public String text() {
        return Base64.getEncoder().encodeToString(alaw);
    }

    /** Its codes. */
    public byte[] alaw() {
        return alaw.clone();
    }

    /** The same as a file that people can play (audio/wav). */
    public byte[] wav() {
        return ByteBuffer.allocate(HEADER + alaw.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(HEADER - 8 + alaw.length)
                .put(ascii("WAVEfmt "))
                .putInt(FORMAT_LENGTH)
                .putShort(ALAW)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE)
                .putShort((short) 1)
                .putShort(BITS)
                .put(ascii("data"))
                .putInt(alaw.length)
                .put(alaw)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Says how long it is, and no more. */
    @Override
    public String toString() {
        return "spoken reason of " + alaw.length * 1000L / RATE + " ms";
    }
}
