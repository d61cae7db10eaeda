package io.ringback.protocol.sdp;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Bytes that nobody can guess, and that say nothing of anybody. */
final class Randomness {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Randomness() {}

    static byte[] bytes(int count) {
        byte[] random = new byte[count];
        RANDOM.nextBytes(random);
        return random;
    }

    /** A word of twice as many hexadecimal digits. */
    static String word(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }
}
