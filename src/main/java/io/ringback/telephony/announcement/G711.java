package io.ringback.telephony.announcement;

/** The A law and the mu law of ITU-T G.711, between 16 bit linear samples and 8 bit codes. */
public final class G711 {

    private static final int ALAW_EVEN_BITS = 0x55;
    private static final int MULAW_BIAS = 33;
    private static final int MULAW_CLIP = 0x1FFF;

    private G711() {}

    /** The A law code of a sample of 16 bits. */
    public static byte alaw(int linear) {
        int magnitude = (linear < 0 ? ~linear : linear) >> 4;
        int code = magnitude;
        if (magnitude > 15) {
            int segment = 1;
            while (magnitude > 31) {
                magnitude >>= 1;
                segment++;
            }
            code = (segment << 4) | (magnitude - 16);
        }
        if (linear >= 0) {
            code |= 0x80;
        }
        return (byte) (code ^ ALAW_EVEN_BITS);
    }

    /** The sample of 16 bits of an A law code. */
    public static int fromAlaw(byte code) {
        int bits = (code ^ ALAW_EVEN_BITS) & 0xFF;
        int segment = (bits >> 4) & 7;
        int step = bits & 15;
        int magnitude = segment == 0 ? (step << 4) + 8 : ((step + 16 << 4) + 8) << (segment - 1);
        return bits >= 0x80 ? magnitude : -magnitude;
    }

    /** The mu law code of a sample of 16 bits. */
    public static byte mulaw(int linear) {
        int magnitude = Math.min(((linear < 0 ? ~linear : linear) >> 2) + MULAW_BIAS, MULAW_CLIP);
        int segment = 0;
        while (magnitude >> (segment + 6) != 0) {
            segment++;
        }
        int step = (magnitude >> (segment + 1)) & 15;
        int code = (segment << 4 | step) ^ 0x7F;
        return (byte) (linear >= 0 ? code | 0x80 : code);
    }

    /** The sample of 16 bits of a mu law code. */
    public static int fromMulaw(byte code) {
        int bits = ~code & 0xFF;
        int segment = (bits >> 4) & 7;
        int step = bits & 15;
        int magnitude = ((((step << 1) + MULAW_BIAS) << segment) - MULAW_BIAS) << 2;
        return bits >= 0x80 ? -magnitude : magnitude;
    }
}
