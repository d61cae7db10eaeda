package io.ringback.sealing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keys derived from others (HKDF with SHA-256, RFC 5869), which Java 17 does not have. */
public final class Hkdf {

    private Hkdf() {}

    /**
     * A key of 32 octets, without a salt.
     *
     * @param info what the key is for: each purpose has one of its own
     */
    public static byte[] derive(byte[] material, String info) {
        return derive(new byte[32], material, info.getBytes(StandardCharsets.UTF_8));
    }

    /** The first block of RFC 5869 section 2.3. */
    static byte[] derive(byte[] salt, byte[] material, byte[] info) {
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return new KeyedHash(new KeyedHash(salt).of(material)).of(block);
    }
}
